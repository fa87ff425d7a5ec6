#include "service/stop_links.hpp"

#include "privacy/base64url.hpp"

namespace recert::service {
namespace {

constexpr std::string_view kSealedFor = "reminders/stop";

}  // namespace

StopLinks::StopLinks(const privacy::Key& secret) : key_(privacy::hmac_sha256(secret, kSealedFor)) {}

std::string StopLinks::secret_for(const std::string& holder) const {
    return privacy::to_base64url(privacy::encrypt(key_, kSealedFor, holder));
}

std::optional<std::string> StopLinks::holder_of(std::string_view secret) const {
    const auto sealed = privacy::from_base64url(secret);
    return sealed ? privacy::decrypt(key_, kSealedFor, *sealed) : std::nullopt;
}

}  // namespace recert::service
