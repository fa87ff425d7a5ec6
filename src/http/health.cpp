#include "http/health.hpp"

namespace recert::http {

namespace {

constexpr std::string_view kFrontPage =
    R"(recert: a ledger of certifications, and what follows from it.

GET  /readyz                         whether the service takes events
GET  /metrics                        what it measures of itself, for Prometheus
GET  /docs                           everything below and more, to read and to try
GET  /openapi.json                   the same, for programs
GET  /problems                       every refusal there is, explained
GET  /v1/schemas                     the event types, and the schema of each
GET  /v1/events                      the ledger; as application/x-ndjson, all of it;
                                     as text/event-stream, live
POST /v1/events                      application/x-ndjson: an append a line
POST /v1/holders                     {"id"?, "occurred_at"?, "data"}; so do programs,
                                     organizations and credentials
GET  /v1/credentials/{id}            a standing; ?as_of=YYYY-MM-DD, ?known_at=<seq|instant>
POST /v1/credentials/{id}/events     {"type", "occurred_at"?, "data"}, or an array of them
GET  /v1/credentials/{id}/events     the history of one credential

Paths under /v1 need Authorization: Bearer <token>. The first administrator's token is in the
file admin.token of the data directory.
)";

Response json_response(std::string body) {
    Response response{.content_type = kJson, .body = std::move(body)};
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

}  // namespace

Result<Response> livez(const Call&) { return json_response(R"({"live":true})"); }

Result<Response> readyz(const Call& call) {
    RECERT_TRY(call.app.service->ready());
    return json_response(R"({"ready":true})");
}

Result<Response> front_page(const Call&) {
    return Response{.content_type = kPlain, .body = std::string(kFrontPage)};
}

}  // namespace recert::http
