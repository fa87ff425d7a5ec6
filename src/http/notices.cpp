#include "http/notices.hpp"

#include "http/markup.hpp"
#include "http/page.hpp"
#include "service/notices.hpp"

namespace recert::http {

namespace {

Response page(std::string_view content) {
    Response response{
        .content_type = kHtml,
        .body = html_page("Reminders", "<h1>Reminders</h1>\n" + std::string(content))};
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

}  // namespace

Result<Response> list_notices(const Call& call) {
    const auto paging = paging_of(call);
    if (!paging) return tl::unexpected<Error>(paging.error());
    auto found = call.app.service->notices().mails(*paging, *call.principal);
    if (!found) return tl::unexpected<Error>(std::move(found.error()));
    return page_response(call, std::move(*found));
}

Result<Response> stop_reminders_page(const Call& call) {
    RECERT_TRY(call.app.service->notices().check_stop(call.id));
    return page(
        "<p>Your dates are yours to know, and stand on your page at any time. Shall no more mails "
        "remind you of them?</p>\n<form method=\"post\">\n"
        "<input type=\"hidden\" name=\"List-Unsubscribe\" value=\"One-Click\">\n"
        "<button>No more reminders</button>\n</form>\n");
}

Result<Response> stop_reminders(const Call& call) {
    RECERT_TRY(call.app.service->notices().stop(call.id));
    return page(
        "<p>You get no more reminders. On your page you can ask for them again: "
        "<a href=\"/my\">your credentials</a>.</p>\n");
}

}  // namespace recert::http
