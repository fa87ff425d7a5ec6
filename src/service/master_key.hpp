// A new master key, on a stopped directory: the holders' data keys are wrapped under it, and what
// was wrapped under the old one is destroyed. The ledger is not touched.
//
// The file has both keys until nothing needs the old one; whatever opens the directory after a kill
// goes on with it. Errors: those of open_ledger.
#pragma once

#include "service/opened_ledger.hpp"

namespace recert::service {

Status rotate_master_key(const OpeningOptions& options);

}  // namespace recert::service
