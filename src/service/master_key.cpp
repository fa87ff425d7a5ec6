#include "service/master_key.hpp"

namespace recert::service {
namespace {

Status begin_rotation(const OpeningOptions& options) {
    const auto ledger = open_ledger(options);
    if (!ledger) return tl::unexpected(ledger.error());
    std::vector<privacy::Key> masters = ledger->secrets.masters;
    masters.emplace(masters.begin(), privacy::random_bytes(privacy::kKeyBytes));
    return privacy::replace_master_keys(options.data, masters);
}

}  // namespace

Status rotate_master_key(const OpeningOptions& options) {
    RECERT_TRY(begin_rotation(options));
    const auto ledger = open_ledger(options);  // which ends it
    if (!ledger) return tl::unexpected(ledger.error());
    return {};
}

}  // namespace recert::service
