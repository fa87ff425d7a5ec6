#include "http/health.hpp"

namespace recert::http {

namespace {

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

}  // namespace recert::http
