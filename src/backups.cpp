#include "backups.hpp"

#include <CLI/CLI.hpp>

#include "service/accesses.hpp"
#include "service/ledger_clock.hpp"
#include "settings.hpp"

namespace recert {
namespace {

Status take(const service::OpeningOptions& options, const service::BackupOrder& order,
            std::ostream& out) {
    auto ledger = service::open_ledger(options);
    if (!ledger) return tl::unexpected(ledger.error());
    const auto clock =
        service::LedgerClock::open(*ledger->log, std::make_shared<service::SystemClock>(), {});
    if (!clock) return tl::unexpected(clock.error());
    const auto accesses = service::Accesses::open(options.data, **clock);
    if (!accesses) return tl::unexpected(accesses.error());
    const auto backup = service::take_backup({options.data, *ledger, **accesses, **clock}, order,
                                             [] { return true; });
    if (!backup) return tl::unexpected(backup.error());
    out << events::canonical(backup->row()) << std::endl;
    return {};
}

}  // namespace

const CLI::App* add_backup(CLI::App& app, Given& given, BackupVerb& verb) {
    auto* backup = app.add_subcommand("backup", "Back up a stopped directory");
    backup->fallthrough()->require_subcommand(0, 1);
    backup->add_option("--to", given.backup_to, "Where ledger and evidence go (backup_to)");
    backup->add_option("--keys-to", given.backup_keys_to, "Where the keys go (backup_keys_to)");
    backup->add_option("--keep", given.backup_keep, "How many backups are kept (backup_keep)")
        ->check(CLI::Range(1U, service::kBackupsKeptMax));
    backup->add_subcommand("list", "The backups there are, newest first")
        ->fallthrough()
        ->callback([&verb] { verb = BackupVerb::list; });
    backup->add_subcommand("verify", "Compare every file of each with its checksum")
        ->fallthrough()
        ->callback([&verb] { verb = BackupVerb::verify; });
    return backup;
}

const CLI::App* add_restore(CLI::App& app, service::RestoreOrder& order) {
    auto* restore = app.add_subcommand("restore", "Put a backup into an empty data directory");
    restore->fallthrough();
    restore->add_option("--from", order.from, "Where ledger and evidence are")->required();
    restore->add_option("--keys-from", order.keys_from, "Where the keys are")->required();
    restore->add_option("--master-key", order.master_key, "The kept copy of master.key")
        ->required();
    restore->add_option("--number", order.number, "Which backup; else the newest");
    restore->add_option("--checkpoint", order.checkpoint,
                        "The newest checkpoint published: what it covers must be there");
    return restore;
}

Status backup(const service::OpeningOptions& options, const service::BackupOrder& order,
              BackupVerb verb, std::ostream& out) {
    if (verb == BackupVerb::take) return take(options, order, out);
    const auto backups = service::backups_in(order.to);
    if (!backups) return tl::unexpected(backups.error());
    for (const service::BackupRecord& each : *backups) {
        if (verb == BackupVerb::verify) {
            RECERT_TRY(service::verify_backup(order, each));
            out << "backup " << each.number << " is as it was written" << std::endl;
        } else {
            out << events::canonical(each.row()) << std::endl;
        }
    }
    return {};
}

Status restore(const service::RestoreOrder& order, std::ostream& out) {
    const auto restored = service::restore(order);
    if (!restored) return tl::unexpected(restored.error());
    out << "backup " << restored->backup.number << " of " << restored->backup.taken_at << " is in "
        << order.data.string() << ": " << restored->size.value << " entries\n";
    if (!order.checkpoint)
        out << "no --checkpoint was given: make sure that no checkpoint of more entries was ever "
               "published before the service starts\n";
    for (const std::string& holder : restored->without_key)
        out << "holder " << holder << " was erased after this backup: erase them again\n";
    out << std::flush;
    return {};
}

}  // namespace recert
