#include "keys.hpp"

#include "service/badge_keys.hpp"
#include "service/master_key.hpp"

namespace recert {

Status keys(const service::OpeningOptions& options, const KeysOrder& order, std::ostream& out) {
    if (order.rotates_master) {
        RECERT_TRY(service::rotate_master_key(options));
        out << "the holders' keys are wrapped under a new master key: keep a copy of "
            << (privacy::keys_directory(options.data) / "master.key").string() << std::endl;
        return {};
    }
    if (order.rotates_badges) {
        const auto keys = service::rotate_badge_keys(options);
        if (!keys) return tl::unexpected(keys.error());
        out << "badges are signed by new keys; " << keys->all().size() - 1
            << " pairs of before stay listed" << std::endl;
        return {};
    }
    auto signers = order.rotates   ? service::rotate_signing_key(options)
                   : order.retired ? service::retire_signing_key(options, *order.retired)
                                   : service::signing_keys(options);
    if (!signers) return tl::unexpected(std::move(signers.error()));
    out << service::verifier_keys_text(*signers) << std::flush;
    return {};
}

}  // namespace recert
