#include "service/restore.hpp"

#include <algorithm>

#include "ledger/reader.hpp"
#include "privacy/evidence_copy.hpp"
#include "privacy/secrets_copy.hpp"
#include "service/opened_ledger.hpp"
#include "store/durable_file.hpp"
#include "views/people.hpp"

namespace recert::service {
namespace {

namespace fs = std::filesystem;
using ledger::SignedCheckpoint;

constexpr std::string_view kHolders = "holder/";

tl::unexpected<Error> refused(std::string why) {
    return fail(ErrorCode::refused_start, std::move(why));
}

Status check_is_empty(const fs::path& data) {
    std::error_code error;
    if (!fs::exists(data, error) || fs::is_empty(data, error)) return {};
    return refused(data.string() + " is not empty: a backup is restored into an empty directory");
}

Status make_empty(const fs::path& data) {
    std::error_code error;
    for (fs::directory_iterator at(data, error), end; !error && at != end; at.increment(error))
        RECERT_TRY(store::remove_directory(at->path()));
    return {};
}

Result<BackupRecord> wanted(const RestoreOrder& order) {
    if (order.number) return backup_in(order.from, *order.number);
    auto all = backups_in(order.from);
    if (!all) return tl::unexpected(all.error());
    if (all->empty())
        return fail(ErrorCode::not_found, "there is no backup in " + order.from.string());
    return std::move(all->front());
}

Result<SignedCheckpoint> read_published(const fs::path& file) {
    auto text = store::read_file(file, ledger::note::kNoteBytesMax);
    if (!text) return tl::unexpected(text.error());
    auto parsed = SignedCheckpoint::parse(text->value_or(""));
    if (!parsed) return refused(file.string() + " is no checkpoint, as /log/checkpoint serves it");
    return parsed;
}

Status restore_copy(const fs::path& from, store::CopyNumber number, const fs::path& to) {
    const auto copies = store::ReadCopies::open(from);
    if (!copies) return tl::unexpected(copies.error());
    return copies->restore(number, to);
}

Status restore_keys(const RestoreOrder& order) {
    const auto masters = privacy::read_master_keys(order.master_key);
    if (!masters) return tl::unexpected(masters.error());
    const auto keys = read_keys_record(order.keys_from);
    if (!keys) return tl::unexpected(keys.error());
    RECERT_TRY(privacy::restore_secrets(order.data, *masters, keys->secrets));
    return restore_copy(order.keys_from / "holders", keys->holders,
                        privacy::holder_keys_directory(order.data));
}

Status restore_evidence(const RestoreOrder& order) {
    const auto files = privacy::restore_evidence(order.from, order.data);
    if (!files) return tl::unexpected(files.error());
    return check_evidence_is_all(order.from, *files);
}

Status check_signed(const Signers& signers, const SignedCheckpoint& checkpoint) {
    std::vector<ledger::note::VerifierKey> known;
    for (const auto& signer : signers) known.push_back(signer.verifier());
    if (const auto text = ledger::note::open(checkpoint.note, known); !text)
        return refused("the checkpoint of " + std::to_string(checkpoint.checkpoint.size.value) +
                       " entries is not signed by this ledger's keys: " + text.error().message);
    return {};
}

Status check_covers(const ledger::Reader& reader, const ledger::Checkpoint& signed_tree) {
    const std::uint64_t has = reader.size().value;
    const std::uint64_t wants = signed_tree.size.value;
    if (has < wants)
        return refused("the backup has " + std::to_string(has) + " entries, " +
                       std::to_string(wants) + " were signed: " + std::to_string(wants - has) +
                       " are missing. Going on from it would sign a second tree of the same log: "
                       "restore a newer backup, or begin a new ledger of another origin");
    const auto root = reader.root(signed_tree.size);
    if (!root) return tl::unexpected(root.error());
    if (*root == signed_tree.root) return {};
    return refused("the tree of the first " + std::to_string(wants) +
                   " entries is another than the one that was signed");
}

// Of those known: the backup's, the newest published, the last one the ledger's copy knows of.
Result<SignedCheckpoint> newest_of(const ledger::Reader& reader,
                                   std::vector<SignedCheckpoint> known) {
    const auto size = reader.signed_size();
    if (!size) return tl::unexpected(size.error());
    auto note = reader.checkpoint(*size);
    if (!note) return tl::unexpected(note.error());
    if (*note) {
        auto parsed = SignedCheckpoint::parse(std::move(**note));
        if (!parsed) return parsed;
        known.push_back(std::move(*parsed));
    }
    return *std::ranges::max_element(known, {},
                                     [](const auto& each) { return each.checkpoint.size.value; });
}

Status restore_ledger(const RestoreOrder& order, const BackupRecord& backup,
                      const std::vector<SignedCheckpoint>& known) {
    const fs::path part = order.data / "ledger.part";
    RECERT_TRY(restore_copy(order.from / "ledger", backup.number, part));
    {
        const auto store = store::ReadStore::open(part, store::ledger_families());
        if (!store) return tl::unexpected(store.error());
        const auto reader = ledger::Reader::now(*store);
        if (!reader) return tl::unexpected(reader.error());
        for (const SignedCheckpoint& each : known)
            RECERT_TRY(check_covers(*reader, each.checkpoint));
        const auto newest = newest_of(*reader, known);
        if (!newest) return tl::unexpected(newest.error());
        RECERT_TRY(store::replace_file(ledger::checkpoint_path(order.data), newest->note,
                                       store::kPublicFile));
    }
    return store::rename_directory(part, order.data / ledger::kStoreDirectory);
}

Result<std::vector<std::string>> holders_without_key(const OpenedLedger& opened,
                                                     const ledger::Reader& reader) {
    const auto build = views::live_build(reader);
    if (!build) return tl::unexpected(build.error());
    std::vector<std::string> erased;
    RECERT_TRY(views::visit_erased(reader, *build, [&](std::string_view holder) {
        erased.emplace_back(holder);
        return true;
    }));
    std::ranges::sort(erased);
    std::vector<std::string> without;
    RECERT_TRY(reader.visit_streams(kHolders, {}, [&](std::string_view name) {
        const std::string holder(name.substr(kHolders.size()));
        const auto key = opened.vault->evidence_key(holder);
        if (!key && key.error().code == ErrorCode::not_found &&
            !std::ranges::binary_search(erased, holder))
            without.push_back(holder);
        return true;
    }));
    return without;
}

// As a start would.
Result<Restored> open_restored(const fs::path& data, BackupRecord backup) {
    const auto opened =
        open_ledger({.data = data, .origin = backup.checkpoint.checkpoint.origin, .create = false});
    if (!opened) return tl::unexpected(opened.error());
    const auto reader = opened->log->reader();
    if (!reader) return tl::unexpected(reader.error());
    auto without_key = holders_without_key(*opened, *reader);
    if (!without_key) return tl::unexpected(without_key.error());
    return Restored{std::move(backup), reader->size(), std::move(*without_key)};
}

Result<Restored> restore_all(const RestoreOrder& order) {
    auto backup = wanted(order);
    if (!backup) return tl::unexpected(backup.error());
    std::vector<SignedCheckpoint> known = {backup->checkpoint};
    if (order.checkpoint) {
        auto published = read_published(*order.checkpoint);
        if (!published) return tl::unexpected(published.error());
        known.push_back(std::move(*published));
    }
    // Comes first: without a ledger beside it a start is refused.
    RECERT_TRY(store::replace_file(ledger::checkpoint_path(order.data), backup->checkpoint.note,
                                   store::kPublicFile));
    RECERT_TRY(restore_keys(order));
    const auto secrets = privacy::open_secrets(order.data, false);
    if (!secrets) return tl::unexpected(secrets.error());
    const auto signers = signers_of(backup->checkpoint.checkpoint.origin, secrets->signing_seeds);
    if (!signers) return tl::unexpected(signers.error());
    for (const SignedCheckpoint& each : known) RECERT_TRY(check_signed(*signers, each));
    RECERT_TRY(restore_copy(order.from / "accesses", backup->accesses, order.data / "accesses"));
    RECERT_TRY(restore_evidence(order));
    RECERT_TRY(restore_ledger(order, *backup, known));
    return open_restored(order.data, std::move(*backup));
}

}  // namespace

Result<Restored> restore(const RestoreOrder& order) {
    RECERT_TRY(check_is_empty(order.data));
    RECERT_TRY(store::make_directory(order.data, store::kPublicDirectory));
    auto restored = restore_all(order);
    if (!restored) RECERT_TRY(make_empty(order.data));
    return restored;
}

}  // namespace recert::service
