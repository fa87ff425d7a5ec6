#include "keys.hpp"

namespace recert {

Status keys(const service::OpeningOptions& options, const KeysOrder& order, std::ostream& out) {
    auto signers = order.rotates   ? service::rotate_signing_key(options)
                   : order.retired ? service::retire_signing_key(options, *order.retired)
                                   : service::signing_keys(options);
    if (!signers) return tl::unexpected(std::move(signers.error()));
    out << service::verifier_keys_text(*signers) << std::flush;
    return {};
}

}  // namespace recert
