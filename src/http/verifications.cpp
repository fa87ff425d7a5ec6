#include "http/verifications.hpp"

#include <algorithm>

#include "http/problem.hpp"
#include "http/rates.hpp"
#include "http/request_headers.hpp"
#include "http/settings.hpp"
#include "http/verification_page.hpp"
#include "service/verifications.hpp"

namespace recert::http {

namespace {

using events::Json;

void charge_miss(const Call& call) {
    const Client& client = call.request.client;
    if (client.is_local || !call.app.rates) return;
    call.app.rates->charge(Rate::verification, client.address, kMissRequests - 1, Clock::now());
}

template <class T>
Result<T> counted(const Call& call, Result<T> result) {
    if (!result && result.error().code == ErrorCode::not_found) charge_miss(call);
    return result;
}

// A form sends its empty fields, too, and a plus for a space, which no date and no surname has.
std::optional<std::string> field(const Call& call, std::string_view name) {
    auto value = call.parameter(name);
    if (!value || value->empty()) return std::nullopt;
    if (name == "surname") std::ranges::replace(*value, '+', ' ');
    return value;
}

Result<Json> verify(const Call& call, const std::string& number) {
    auto body = counted(
        call, call.app.service->verifications().verify(
                  {number, field(call, "on"), field(call, "known_at"), field(call, "surname")}));
    if (body && !body->value("surname_matches", true)) charge_miss(call);
    return body;
}

Response unkept(std::string_view media, std::string body) {
    Response response{.content_type = media, .body = std::move(body)};
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

// What people see also when there is nothing to verify.
Result<Response> page_of(const Call& call, const std::string& number) {
    const VerificationAsked asked{number, field(call, "on").value_or(""),
                                  field(call, "surname").value_or("")};
    const auto body = verify(call, number);
    if (body) return unkept(kHtml, verified_page(*body, asked));
    const ErrorCode code = body.error().code;
    const bool is_askers = code == ErrorCode::not_found || code == ErrorCode::bad_parameter;
    if (!is_askers || !wants_html(call.request.headers.accept))
        return tl::unexpected<Error>(body.error());
    Response response = unkept(kHtml, number_page(asked, &body.error()));
    response.status = status_of(code);
    response.refusal = code;
    return response;
}

Result<Seq> decision_of(const Call& call) {
    const auto cycle = number(call, "cycle", 1, 1'000'000, 1);
    if (!cycle) return tl::unexpected<Error>(cycle.error());
    return counted(call, call.app.service->verifications().decision(
                             {call.id, static_cast<std::int64_t>(*cycle)}));
}

}  // namespace

Result<Response> verification(const Call& call) {
    const auto body = verify(call, call.id);
    if (!body) return tl::unexpected<Error>(body.error());
    return unkept(kJson, events::canonical(*body));
}

Result<Response> verification_entry(const Call& call) {
    const auto decision = decision_of(call);
    if (!decision) return tl::unexpected<Error>(decision.error());
    auto entry = call.app.service->verifications().entry(*decision);
    if (!entry) return tl::unexpected<Error>(std::move(entry.error()));
    return unkept(kJson, std::move(*entry));
}

Result<Response> verification_receipt(const Call& call) {
    const auto decision = decision_of(call);
    if (!decision) return tl::unexpected<Error>(decision.error());
    auto receipt = call.app.service->verifications().receipt(*decision);
    if (!receipt) return tl::unexpected<Error>(std::move(receipt.error()));
    return unkept(kPlain, std::move(receipt->text));
}

Result<Response> verification_page(const Call& call) { return page_of(call, call.id); }

Result<Response> verification_form(const Call& call) {
    if (const auto number = field(call, "number")) return page_of(call, *number);
    return unkept(kHtml, number_page({}));
}

}  // namespace recert::http
