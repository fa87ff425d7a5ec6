#include "http/badges.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

namespace {

using enum Method;
using service::Right;

// What whoever checks a badge reads, wherever their page comes from.
Route checked_by(std::string pattern, Result<Response> (*handler)(const Call&), Told id,
                 Told summary, Content content) {
    return {.method = get,
            .pattern = std::move(pattern),
            .needs = Right::anybody,
            .runs = OnReadPool{handler},
            .operation = {.id = std::move(id),
                          .tag = "badges",
                          .summary = std::move(summary),
                          .answers = {{200, {std::move(content)}, {"ETag", "Cache-Control"}}},
                          .headers = {"If-None-Match"},
                          .refuses = {404}},
            .any_origin = true};
}

}  // namespace

std::vector<Route> badge_routes() {
    return {
        {.method = get,
         .pattern = "/v1/credentials/{id}/badge",
         .needs = Right::open,
         .runs = OnReadPool{credential_badge},
         .operation = {.id = "readBadge",
                       .tag = "badges",
                       .summary = "The Open Badge of a cycle, signed; as JSON, a token or a "
                                  "picture",
                       .answers = {{.status = 200,
                                    .content = {{kCredentialJson, "BadgeCredential"},
                                                {kJson, "BadgeCredential"},
                                                {kCredentialJwt},
                                                {kPng}},
                                    .headers = {"ETag", "Cache-Control", "Vary"}}},
                       .headers = {"If-None-Match"},
                       .refuses = {422}},
         .parameters = {"cycle", "format", "as_of", "known_at"},
         .kind = events::StreamKind::credential},
        checked_by("/v1/status-lists/{purpose}/{list}", badge_status_list, "readStatusList",
                   "Which badges were taken back (revocation) or are set aside (suspension)",
                   {kCredentialJson, "StatusListCredential"}),
        checked_by("/.well-known/did.json", did_document, "readDidDocument",
                   "Who issues badges, as did:web", {kJson, "DidDocument"}),
        checked_by("/.well-known/jwks.json", badge_jwks, "readBadgeKeys",
                   "All keys that ever signed badges", {kJson, "JwkSet"}),
        checked_by("/keys/{kid}", badge_jwk, "readBadgeKey", "One of them", {kJson, "Jwk"}),
    };
}

}  // namespace recert::http
