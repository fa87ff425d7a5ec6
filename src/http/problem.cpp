#include "http/problem.hpp"

#include <nlohmann/json.hpp>

#include "events/json.hpp"
#include "http/problem_catalogue.hpp"

namespace recert::http {

namespace {

constexpr std::string_view kRetrySoonSeconds = "1";
constexpr std::string_view kRetryAfterCareSeconds = "30";  // somebody must act on the machine first

std::string_view retry_after(ErrorCode code) {
    const bool needs_care = code == ErrorCode::disk_reserve || code == ErrorCode::read_only;
    return needs_care ? kRetryAfterCareSeconds : kRetrySoonSeconds;
}

}  // namespace

int status_of(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
        case malformed:
        case bad_parameter:
            return 400;
        case unauthenticated:
            return 401;
        case forbidden:
        case csrf:
            return 403;
        case not_found:
            return 404;
        case method_not_allowed:
            return 405;
        case request_timeout:
            return 408;
        case already_exists:
        case not_a_sandbox:
        case rebuild_under_way:
            return 409;
        case link_not_valid:
            return 410;
        case version_mismatch:
            return 412;
        case too_large:
            return 413;
        case unsupported_media_type:
            return 415;
        case schema:
        case unknown_type:
        case future_date:
        case clock_backward:
        case idempotency_key_reused:
            return 422;
        case activity_exists:
        case unknown_activity:
        case no_rules:
        case exam_window:
        case practicum_required:
        case unknown_practicum:
        case practicum_not_selected:
        case not_voidable:
        case own_claim:
        case unknown_category:
        case unit_has_no_minutes:
        case unknown_program:
        case unknown_holder:
        case unknown_organization:
        case path_order:
        case no_such_module:
        case attempts_exhausted:
        case unknown_fee:
        case unknown_requirement:
        case unknown_provider:
        case unknown_audit:
        case unknown_appeal:
        case status_order:
        case holder_merged:
        case holder_erased:
        case legal_hold:
        case wrong_hash:
        case already_awarded:
        case not_awarded:
            return 422;
        case rate_limited:
            return 429;
        case issuer_unavailable:
        case overloaded:
        case disk_reserve:
        case read_only:
        case outcome_unknown:
        case no_checkpoint_yet:
            return 503;
        case storage:
        case corrupt:
        case refused_start:
            return 500;
    }
    return 500;
}

Response problem(const Error& error, std::string_view request_id) {
    return problem(status_of(error.code), error, request_id);
}

Response problem(int status, const Error& error, std::string_view request_id) {
    const std::string code = code_name(error.code);
    nlohmann::json body = {{"type", "/problems/" + code},
                           {"title", title_of(error.code)},
                           {"status", status},
                           {"detail", error.message},
                           {"code", code},
                           {"request_id", request_id}};
    if (!error.pointer.empty()) body["pointer"] = error.pointer;
    if (!error.clause.empty()) body["clause"] = error.clause;
    Response response{.status = status, .content_type = kProblemJson};
    response.refusal = error.code;
    // A message may quote what the client sent; replacing bytes that are not UTF-8 beats failing.
    response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (status == 401) response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"recert\""});
    if (status == 503)
        response.headers.push_back({"Retry-After", std::string(retry_after(error.code))});
    return response;
}

Response internal_error(std::string_view request_id) {
    const nlohmann::json body = {
        {"type", "about:blank"}, {"title", "Internal Server Error"},
        {"status", 500},         {"detail", "an unforeseen failure; it is in the service's log"},
        {"code", kInternal},     {"request_id", request_id}};
    return {.status = 500, .content_type = kProblemJson, .body = body.dump()};
}

}  // namespace recert::http
