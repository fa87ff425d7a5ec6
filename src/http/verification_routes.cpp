#include "http/route_tables.hpp"
#include "http/verifications.hpp"

namespace recert::http {

namespace {

using enum Method;
using service::Right;

Route open_question(std::string pattern, Result<Response> (*handler)(const Call&), Told id,
                    Told summary, Content content) {
    const bool is_page = content.media == kHtml;
    Success answer{200, {std::move(content)}, {"Cache-Control"}};
    if (is_page) answer.headers.push_back("Content-Security-Policy");
    return {.method = get,
            .pattern = std::move(pattern),
            .needs = Right::anybody,
            .runs = OnReadPool{handler},
            .operation = {.id = std::move(id),
                          .tag = "verifications",
                          .summary = std::move(summary),
                          .answers = {std::move(answer)}},
            .rate = Rate::verification,
            .any_origin = !is_page};
}

Route with(Route route, std::vector<std::string_view> parameters) {
    route.parameters = std::move(parameters);
    return route;
}

}  // namespace

std::vector<Route> verification_routes() {
    Route form = open_question("/verify", verification_form, "readVerificationForm",
                               "A page that asks for a number, and verifies it", {kHtml});
    form.operation.refuses = {404};
    return {
        with(open_question("/v1/verifications/{number}", verification, "readVerification",
                           "Whether a credential is good today, or on another day",
                           {kJson, "Verification"}),
             {"on", "known_at", "surname"}),
        with(open_question("/v1/verifications/{number}/entry", verification_entry,
                           "readVerifiedEntry", "The decision about a cycle, as stored and hashed",
                           {kJson, "Entry"}),
             {"cycle"}),
        with(open_question("/v1/verifications/{number}/receipt", verification_receipt,
                           "readVerifiedReceipt",
                           "That the decision is in the tree of a signed checkpoint", {kPlain}),
             {"cycle"}),
        with(open_question("/verify/{number}", verification_page, "readVerificationPage",
                           "The same as a page", {kHtml}),
             {"on", "surname"}),
        with(std::move(form), {"number", "on", "surname"}),
    };
}

}  // namespace recert::http
