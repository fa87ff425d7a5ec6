#include "http/badges.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "documents/badge.hpp"
#include "documents/badge_picture.hpp"
#include "documents/badge_proof.hpp"
#include "documents/png.hpp"
#include "documents/status_list.hpp"
#include "http/entity_tag.hpp"
#include "http/request_headers.hpp"
#include "service/badges.hpp"

namespace recert::http {

namespace {

using documents::BadgeIssuer;
using documents::StatusPurpose;
using events::Json;

constexpr std::string_view kPngKeyword = "openbadgecredential";
constexpr const char* kPrivate = "private, no-cache";
constexpr const char* kForFiveMinutes = "public, max-age=300";

Result<BadgeIssuer> issuer_of(const Call& call) {
    if (call.app.public_url.empty())
        return fail(ErrorCode::not_found,
                    "there are no badges here: the service was started without a public_url, "
                    "under which others would find who issued them");
    const service::Badges& badges = call.app.service->badges();
    BadgeIssuer issuer{.url = call.app.public_url, .log = badges.log_name(), .keys = {}};
    for (const auto& each : badges.keys().all()) issuer.keys.push_back({each.ed25519, each.p256});
    issuer.sign_ed25519 = [&](std::string_view text) { return badges.keys().sign_ed25519(text); };
    issuer.sign_p256 = [&](std::string_view text) { return badges.keys().sign_p256(text); };
    return issuer;
}

Response tagged(const Call& call, std::string_view media, std::string body, const char* kept) {
    const std::string tag = entity_tag(body);
    Response response{.content_type = media};
    if (names_tag(call.request.headers.if_none_match, tag))
        response = Response{.status = 304};
    else
        response.body = std::move(body);
    response.headers.push_back({"ETag", tag});
    response.headers.push_back({"Cache-Control", kept});
    return response;
}

enum class Form { json, jwt, png };

struct Offer {
    std::string_view format;
    std::string_view media;
    Form form;
};
constexpr std::array kOffers = {
    Offer{"json", kCredentialJson, Form::json}, Offer{"json", kJson, Form::json},
    Offer{"jwt", kCredentialJwt, Form::jwt}, Offer{"png", kPng, Form::png}};

Result<const Offer*> wanted(const Call& call) {
    if (const auto format = call.parameter("format")) {
        const auto* found = std::ranges::find(kOffers, *format, &Offer::format);
        if (found != kOffers.end()) return found;
        return fail(ErrorCode::bad_parameter, "json, jwt or png", "format");
    }
    std::array<std::string_view, kOffers.size()> media;
    std::ranges::transform(kOffers, media.begin(), &Offer::media);
    return &kOffers.at(preferred(call.request.headers.accept, media));
}

Result<service::BadgeQuery> query_of(const Call& call) {
    constexpr std::size_t kCyclesMax = 10'000;
    RECERT_TRY(check_id(call));
    const auto cycle = number(call, "cycle", 1, kCyclesMax, 0);
    if (!cycle) return tl::unexpected<Error>(cycle.error());
    service::BadgeQuery query{.credential = call.id, .cycle = {}, .when = when_of(call)};
    if (*cycle > 0) query.cycle = static_cast<std::int64_t>(*cycle);
    return query;
}

Result<std::string> body_of(Form form, const projections::Badge& badge, const BadgeIssuer& issuer) {
    const Json credential = documents::badge_credential(badge, issuer);
    if (form == Form::jwt) return documents::as_token(credential, issuer);
    const auto proven = documents::with_proof(credential, issuer, badge.granted_at);
    if (!proven) return tl::unexpected<Error>(proven.error());
    std::string text = events::canonical(*proven);
    if (form == Form::json) return text;
    auto picture = documents::badge_picture(badge.facts);
    if (!picture) return picture;
    return documents::with_text(*picture, kPngKeyword, text);
}

}  // namespace

Result<Response> credential_badge(const Call& call) {
    const auto issuer = issuer_of(call);
    if (!issuer) return tl::unexpected<Error>(issuer.error());
    const auto offer = wanted(call);
    if (!offer) return tl::unexpected<Error>(offer.error());
    const auto query = query_of(call);
    if (!query) return tl::unexpected<Error>(query.error());
    const auto badge = call.app.service->badges().badge(*query, *call.principal);
    if (!badge) return tl::unexpected<Error>(badge.error());
    auto body = body_of((*offer)->form, *badge, *issuer);
    if (!body) return tl::unexpected<Error>(std::move(body.error()));
    Response response = tagged(call, (*offer)->media, std::move(*body), kPrivate);
    response.headers.push_back({"Vary", "Accept"});
    return response;
}

Result<Response> badge_status_list(const Call& call) {
    const auto issuer = issuer_of(call);
    if (!issuer) return tl::unexpected<Error>(issuer.error());
    const bool is_revocation = call.id == purpose_name(StatusPurpose::revocation);
    const auto purpose = is_revocation ? StatusPurpose::revocation : StatusPurpose::suspension;
    std::uint64_t list = 0;
    const char* const end = call.sub_id.data() + call.sub_id.size();
    const auto [stop, error] = std::from_chars(call.sub_id.data(), end, list);
    if (call.id != purpose_name(purpose) || error != std::errc{} || stop != end ||
        call.sub_id != std::to_string(list) ||
        list >= std::numeric_limits<std::uint64_t>::max() / documents::kStatusListBits)
        return fail(ErrorCode::not_found, "there is no such list");
    const Seq from{list * documents::kStatusListBits};
    const auto marked =
        call.app.service->badges().marked(from, {from.value + documents::kStatusListBits});
    if (!marked) return tl::unexpected<Error>(marked.error());
    const auto credential = documents::status_list(
        *issuer, purpose, list, is_revocation ? marked->revoked : marked->suspended, marked->since);
    const auto proven = documents::with_proof(credential, *issuer, marked->since);
    if (!proven) return tl::unexpected<Error>(proven.error());
    return tagged(call, kCredentialJson, events::canonical(*proven), kForFiveMinutes);
}

Result<Response> did_document(const Call& call) {
    const auto issuer = issuer_of(call);
    if (!issuer) return tl::unexpected<Error>(issuer.error());
    return tagged(call, kJson, events::canonical(documents::did_document(*issuer)),
                  kForFiveMinutes);
}

Result<Response> badge_jwks(const Call& call) {
    const auto issuer = issuer_of(call);
    if (!issuer) return tl::unexpected<Error>(issuer.error());
    return tagged(call, kJson, events::canonical(documents::jwk_set(*issuer)), kForFiveMinutes);
}

Result<Response> badge_jwk(const Call& call) {
    const auto issuer = issuer_of(call);
    if (!issuer) return tl::unexpected<Error>(issuer.error());
    const auto key = documents::jwk(*issuer, call.id);
    if (!key) return fail(ErrorCode::not_found, "there is no such key");
    return tagged(call, kJson, events::canonical(*key), kForFiveMinutes);
}

}  // namespace recert::http
