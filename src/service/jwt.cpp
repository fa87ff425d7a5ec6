#include "service/jwt.hpp"

#include <algorithm>
#include <array>

#include "privacy/base64url.hpp"

namespace recert::service {
namespace {

using events::Json;

// Of access tokens and ID tokens; what logs people out or tells of events is signed alike.
constexpr std::array<std::string_view, 4> kTypes = {"jwt", "application/jwt", "at+jwt",
                                                    "application/at+jwt"};
constexpr double kLatestSeconds = 253'402'300'799;  // the end of the year 9999

tl::unexpected<Error> refuse(std::string why) {
    return fail(ErrorCode::unauthenticated, "this token is refused: " + std::move(why));
}

Result<Json> object_in(std::string_view part) {
    const auto bytes = privacy::from_base64url(part);
    if (!bytes) return refuse("it is not base64url");
    auto object = events::parse(*bytes);
    if (!object || !object->is_object()) return refuse("it holds no JSON object");
    return object;
}

Status check_type(const Json& header) {
    const auto type = header.find("typ");
    if (type == header.end()) return {};
    if (!type->is_string()) return refuse("its typ is no string");
    std::string lower = *type;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (std::find(kTypes.begin(), kTypes.end(), lower) != kTypes.end()) return {};
    return refuse("its typ is of tokens for something else");
}

// Seconds since 1970, perhaps with a fraction.
Result<std::optional<double>> instant(const Json& claims, const char* name) {
    const auto found = claims.find(name);
    if (found == claims.end()) return std::nullopt;
    const double seconds = found->is_number() ? found->get<double>() : -1;
    if (seconds >= 0 && seconds <= kLatestSeconds) return seconds;
    return refuse(std::string(name) + " is no instant");
}

Status check_times(const Json& claims, std::chrono::seconds leeway, events::Instant now) {
    const auto expires = instant(claims, "exp");
    const auto begins = instant(claims, "nbf");
    const auto issued = instant(claims, "iat");
    for (const auto* each : {&expires, &begins, &issued}) RECERT_TRY(*each);
    const double today = static_cast<double>(now.time_since_epoch().count()) / 1000;
    const auto slack = static_cast<double>(leeway.count());
    if (!*expires) return refuse("it has no exp");
    if (today >= **expires + slack) return refuse("it has expired");
    if (*begins && today + slack < **begins) return refuse("it is not valid yet");
    if (*issued && today + slack < **issued) return refuse("it was issued in the future");
    return {};
}

bool names(const Json& audience, const std::string& wanted) {
    if (audience.is_string()) return audience.get_ref<const std::string&>() == wanted;
    return audience.is_array() && std::any_of(audience.begin(), audience.end(), [&](const Json& a) {
               return a.is_string() && a.get_ref<const std::string&>() == wanted;
           });
}

}  // namespace

bool looks_like_jwt(std::string_view token) { return token.find('.') != token.npos; }

Result<Jwt> parse_jwt(std::string_view text) {
    if (text.size() > kJwtBytesMax) return refuse("it is longer than 8192 bytes");
    const auto first = text.find('.');
    const auto second = first == text.npos ? first : text.find('.', first + 1);
    if (second == text.npos || text.find('.', second + 1) != text.npos)
        return refuse("it has not three parts");
    const auto header = object_in(text.substr(0, first));
    if (!header) return tl::unexpected(header.error());
    const auto named = header->find("alg");
    const auto algorithm = named != header->end() && named->is_string()
                               ? parse_algorithm(named->get_ref<const std::string&>())
                               : std::nullopt;
    if (!algorithm) return refuse("its alg is neither RS256 nor ES256");
    if (header->contains("crit")) return refuse("it has critical headers");
    RECERT_TRY(check_type(*header));
    Jwt out{*algorithm, std::nullopt, {}, std::string(text.substr(0, second)), {}};
    if (const auto id = header->find("kid"); id != header->end()) {
        if (!id->is_string()) return refuse("its kid is no string");
        out.key_id = *id;
    }
    auto claims = object_in(text.substr(first + 1, second - first - 1));
    if (!claims) return tl::unexpected(claims.error());
    out.claims = std::move(*claims);
    auto signature = privacy::from_base64url(text.substr(second + 1));
    if (!signature) return refuse("its signature is not base64url");
    out.signature = std::move(*signature);
    return out;
}

events::Instant expires_at(const Json& claims) {
    const double seconds = claims.at("exp").get<double>();
    return events::Instant(std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)));
}

Status check_claims(const Json& claims, const ExpectedClaims& expected, events::Instant now) {
    const auto issuer = claims.find("iss");
    if (issuer == claims.end() || *issuer != expected.issuer)
        return refuse("it is of another issuer");
    const auto audience = claims.find("aud");
    if (audience == claims.end() || !names(*audience, expected.audience))
        return refuse("it is meant for another audience");
    return check_times(claims, expected.leeway, now);
}

}  // namespace recert::service
