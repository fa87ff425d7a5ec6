#include "service/backup.hpp"

#include <algorithm>

#include "privacy/evidence_copy.hpp"
#include "privacy/secrets_copy.hpp"
#include "service/accesses.hpp"
#include "service/opened_ledger.hpp"
#include "store/durable_file.hpp"

namespace recert::service {
namespace {

namespace fs = std::filesystem;

fs::path whole(const fs::path& path) {
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error);
    fs::path resolved = fs::weakly_canonical(absolute, error);
    return error ? absolute.lexically_normal() : resolved;
}

bool is_within(const fs::path& inner, const fs::path& outer) {
    const fs::path way = whole(inner).lexically_relative(whole(outer));
    return !way.empty() && *way.begin() != "..";
}

Result<ledger::SignedCheckpoint> last_checkpoint(const fs::path& data) {
    auto found = ledger::read_checkpoint(data);
    if (!found) return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorCode::no_checkpoint_yet,
                    "nothing is signed yet that a backup could be checked against");
    return std::move(**found);
}

// Copies of two ledgers in one place would share numbers, and the older would go first.
Status check_is_its_place(const ledger::Log& log, const fs::path& to) {
    const auto there = backups_in(to);
    if (!there) return tl::unexpected(there.error());
    if (there->empty()) return {};
    const ledger::Checkpoint& newest = there->front().checkpoint.checkpoint;
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto root = reader->root(std::min(newest.size, reader->size()));
    if (!root) return tl::unexpected(root.error());
    if (newest.size <= reader->size() && *root == newest.root) return {};
    return fail(ErrorCode::bad_parameter,
                to.string() +
                    " has backups of another ledger, or of more entries than this one "
                    "has: name another place");
}

// The three stores' copies, open.
struct Places {
    store::WriteCopies ledger;
    store::WriteCopies accesses;
    store::WriteCopies holders;

    static Result<Places> open(const BackupOrder& order) {
        RECERT_TRY(store::make_directory(order.to, store::kSecretDirectory));
        RECERT_TRY(store::make_directory(order.keys_to, store::kSecretDirectory));
        auto ledger = store::WriteCopies::open(order.to / "ledger");
        if (!ledger) return tl::unexpected(ledger.error());
        auto accesses = store::WriteCopies::open(order.to / "accesses");
        if (!accesses) return tl::unexpected(accesses.error());
        auto holders = store::WriteCopies::open(order.keys_to / "holders");
        if (!holders) return tl::unexpected(holders.error());
        return Places{std::move(*ledger), std::move(*accesses), std::move(*holders)};
    }
};

Status copy_keys(const BackupSources& from, const BackupOrder& order, Places& places,
                 const store::GoesOn& goes_on) {
    const auto holders = from.ledger.vault->copy_to(places.holders, goes_on);
    if (!holders) return tl::unexpected(holders.error());
    auto secrets = privacy::seal_secrets(from.data, from.ledger.secrets.masters.front());
    if (!secrets) return tl::unexpected(secrets.error());
    RECERT_TRY(write_keys_record(order.keys_to, {holders->number, std::move(*secrets)}));
    // Who was erased since the one before is in that one.
    return places.holders.keep_only({holders->number});
}

Status keep_newest(const BackupOrder& order, Places& places) {
    const auto there = backups_in(order.to);
    if (!there) return tl::unexpected(there.error());
    std::vector<store::CopyNumber> ledgers;
    std::vector<store::CopyNumber> accesses;
    for (const BackupRecord& backup : *there) {
        if (ledgers.size() == order.keep) {
            RECERT_TRY(remove_record(order.to, backup.number));
            continue;
        }
        ledgers.push_back(backup.number);
        accesses.push_back(backup.accesses);
    }
    RECERT_TRY(places.ledger.keep_only(ledgers));
    return places.accesses.keep_only(accesses);
}

Result<BackupRecord> copy_all(const BackupSources& from, const BackupOrder& order,
                              const store::GoesOn& goes_on) {
    auto checkpoint = last_checkpoint(from.data);
    if (!checkpoint) return tl::unexpected(checkpoint.error());
    RECERT_TRY(check_is_its_place(*from.ledger.log, order.to));
    auto places = Places::open(order);
    if (!places) return tl::unexpected(places.error());
    const auto ledger = from.ledger.log->copy_to(places->ledger, goes_on);
    if (!ledger) return tl::unexpected(ledger.error());
    const auto accesses = from.accesses.copy_to(places->accesses, goes_on);
    if (!accesses) return tl::unexpected(accesses.error());
    const auto evidence = privacy::copy_evidence(from.data, order.to, goes_on);
    if (!evidence) return tl::unexpected(evidence.error());
    RECERT_TRY(copy_keys(from, order, *places, goes_on));
    BackupRecord backup{.number = ledger->number,
                        .accesses = accesses->number,
                        .taken_at = events::format_instant(from.clock.now()),
                        .checkpoint = std::move(*checkpoint),
                        .evidence_files = evidence->files,
                        .bytes = ledger->bytes + accesses->bytes + evidence->bytes};
    RECERT_TRY(write_record(order.to, backup));
    RECERT_TRY(privacy::remove_gone(*evidence));
    RECERT_TRY(keep_newest(order, *places));
    return backup;
}

Status verify_copy(const fs::path& directory, store::CopyNumber number) {
    const auto copies = store::ReadCopies::open(directory);
    if (!copies) return tl::unexpected(copies.error());
    return copies->verify(number);
}

}  // namespace

Status check_places(const fs::path& data, const BackupOrder& order) {
    if (order.to.empty() || order.keys_to.empty())
        return fail(ErrorCode::bad_parameter,
                    "backup_to and backup_keys_to belong together: give both");
    for (const auto& [inner, outer] :
         {std::pair(order.to, data), std::pair(order.keys_to, data), std::pair(data, order.to),
          std::pair(data, order.keys_to), std::pair(order.to, order.keys_to),
          std::pair(order.keys_to, order.to)})
        if (is_within(inner, outer))
            return fail(ErrorCode::bad_parameter,
                        "a backup goes to two places apart from each other and from the data "
                        "directory: " +
                            inner.string() + " is in " + outer.string());
    return {};
}

Result<BackupRecord> take_backup(const BackupSources& from, const BackupOrder& order,
                                 const store::GoesOn& goes_on) {
    RECERT_TRY(check_places(from.data, order));
    // What a failed write left on the disk nobody knows.
    if (!from.ledger.log->writable())
        return fail(ErrorCode::read_only, "an earlier write failed: restart");
    auto backup = copy_all(from, order, goes_on);
    if (!backup) return backup;
    RECERT_TRY(verify_backup(order, *backup));
    backup->verified_at = events::format_instant(from.clock.now());
    RECERT_TRY(write_record(order.to, *backup));
    return backup;
}

Status verify_backup(const BackupOrder& places, const BackupRecord& backup) {
    RECERT_TRY(verify_copy(places.to / "ledger", backup.number));
    RECERT_TRY(verify_copy(places.to / "accesses", backup.accesses));
    const auto files = privacy::verify_evidence(places.to);
    if (!files) return tl::unexpected(files.error());
    RECERT_TRY(check_evidence_is_all(places.to, *files));
    const auto keys = read_keys_record(places.keys_to);
    if (!keys) return tl::unexpected(keys.error());
    return verify_copy(places.keys_to / "holders", keys->holders);
}

}  // namespace recert::service
