// `recertd backup` and `recertd restore`: on a stopped directory, and into an empty one.
#pragma once

#include <ostream>

#include "result.hpp"
#include "service/backup.hpp"
#include "service/opened_ledger.hpp"
#include "service/restore.hpp"

namespace CLI {
class App;
}

namespace recert {

struct Given;

enum class BackupVerb { take, list, verify };

// `recertd backup --to DIR --keys-to DIR [--keep N]`, `… list`, `… verify`; the places are the
// settings of the service.
const CLI::App* add_backup(CLI::App& app, Given& given, BackupVerb& verb);
// `recertd restore --from DIR --keys-from DIR --master-key FILE [--number N] [--checkpoint FILE]`.
const CLI::App* add_restore(CLI::App& app, service::RestoreOrder& order);

// Prints a JSON object a line: the backup taken, or each there is; or which were verified. Errors:
// those of service/backup.hpp and opened_ledger.hpp.
Status backup(const service::OpeningOptions& options, const service::BackupOrder& order,
              BackupVerb verb, std::ostream& out);
// Prints what there is now, and what remains to be done. Errors: those of service/restore.hpp.
Status restore(const service::RestoreOrder& order, std::ostream& out);

}  // namespace recert
