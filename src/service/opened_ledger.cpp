#include "service/opened_ledger.hpp"

#include <charconv>

#include "ledger/checkpoint.hpp"
#include "store/durable_file.hpp"

namespace recert::service {
namespace {

// Count of the holders' keys when a group was appended, as decimal text: the vault, synced before
// it, has as many or more.
constexpr std::string_view kKeysMadeView = "keys-made";

bool has_holder_keys(const std::filesystem::path& data) {
    return std::filesystem::exists(privacy::holder_keys_directory(data));
}

// A first start makes the secrets, the ledger, the holders' keys, in this order, and only then
// entries: what is there without what comes before it has lost it.
Status check_nothing_is_lost(const std::filesystem::path& data) {
    if (has_ledger(data)) return {};
    if (!has_holder_keys(data) && !std::filesystem::exists(ledger::checkpoint_path(data)))
        return {};
    return fail(ErrorCode::refused_start,
                (data / "ledger").string() +
                    " is missing, and was there: restore the data directory from a backup, or name "
                    "an empty one");
}

Status check_holder_keys(const std::filesystem::path& data, const ledger::Log& log,
                         const privacy::Vault& vault) {
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto noted = reader->view(kKeysMadeView);
    if (!noted) return tl::unexpected(noted.error());
    const std::string& text = noted->value_or("0");
    std::uint64_t made = 0;
    std::from_chars(text.data(), text.data() + text.size(), made);
    if (vault.made() >= made) return {};
    return fail(ErrorCode::refused_start,
                privacy::holder_keys_directory(data).string() + " has " +
                    std::to_string(vault.made()) + " of the " + text +
                    " keys that were made: put it back from where it was kept");
}

Status check_vault_is_there(const std::filesystem::path& data, const ledger::Log& log) {
    if (has_holder_keys(data)) return {};
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    if (reader->size().value == 0) return {};
    return fail(ErrorCode::refused_start,
                privacy::holder_keys_directory(data).string() +
                    " is missing: put it back from where it was kept; without it nobody can read "
                    "what is sealed in this ledger");
}

// A rotation that was begun is brought to its end: the old key is let go when nothing needs it.
Status keep_one_master(const std::filesystem::path& data, std::vector<privacy::Key>& masters,
                       privacy::Vault& vault) {
    if (masters.size() == 1) return {};
    RECERT_TRY(vault.rewrap());
    masters.resize(1);
    return privacy::replace_master_keys(data, masters);
}

}  // namespace

bool has_ledger(const std::filesystem::path& data) {
    return std::filesystem::exists(data / "ledger");
}

Status check_holds_ledger(const std::filesystem::path& data) {
    if (has_ledger(data)) return {};
    return fail(ErrorCode::refused_start, data.string() + " holds no ledger");
}

Result<OpenedLedger> open_ledger(const OpeningOptions& options) {
    if (!options.create) RECERT_TRY(check_holds_ledger(options.data));
    RECERT_TRY(store::make_directory(options.data, store::kPublicDirectory));
    RECERT_TRY(check_nothing_is_lost(options.data));
    auto secrets = privacy::open_secrets(options.data, !has_ledger(options.data));
    if (!secrets) return tl::unexpected(secrets.error());
    auto signers = signers_of(options.origin, secrets->signing_seeds);
    if (!signers) return tl::unexpected(signers.error());
    ledger::LogOptions log_options;
    log_options.create = options.create;
    log_options.sync = options.sync;
    for (const auto& signer : *signers) log_options.trusted.push_back(signer.verifier());
    log_options.file_system = options.file_system;
    log_options.disk_reserve_bytes = options.disk_reserve_bytes;
    auto log = ledger::Log::open(options.data, log_options);
    if (!log) return tl::unexpected(log.error());
    RECERT_TRY(check_vault_is_there(options.data, **log));
    auto vault = privacy::Vault::open(options.data, secrets->masters, options.file_system);
    if (!vault) return tl::unexpected(vault.error());
    RECERT_TRY(check_holder_keys(options.data, **log, **vault));
    RECERT_TRY(keep_one_master(options.data, secrets->masters, **vault));
    RECERT_TRY(publish_verifier_keys(options.data, *signers));
    auto evidence = privacy::Evidence::open(options.data, **vault);
    if (!evidence) return tl::unexpected(evidence.error());
    return OpenedLedger{*secrets, std::move(*signers), std::move(*log), std::move(*vault),
                        std::move(*evidence)};
}

Status persist_keys(privacy::Vault& vault, ledger::Group& writes, std::uint64_t& noted) {
    RECERT_TRY(vault.persist());
    const std::uint64_t made = vault.made();
    if (made == noted) return {};
    writes.views.push_back({std::string(kKeysMadeView), std::to_string(made)});
    noted = made;
    return {};
}

}  // namespace recert::service
