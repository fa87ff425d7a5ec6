#include "http/calendars.hpp"

#include "documents/calendar.hpp"
#include "http/entity_tag.hpp"
#include "service/calendars.hpp"

namespace recert::http {

namespace {

using events::Json;

constexpr std::string_view kEnding = ".ics";
constexpr std::string_view kSomewhere = "recert.invalid";  // where no public URL is known

// The host in https://cert.example.org:8443/path.
std::string_view host_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == url.npos) return kSomewhere;
    url.remove_prefix(scheme + 3);
    return url.substr(0, url.find_first_of(":/"));
}

Response calendar_response(const Call& call, const Json& calendar) {
    Response response{.content_type = kCalendar,
                      .body = documents::icalendar(calendar, host_of(call.app.public_url))};
    const std::string tag = entity_tag(response.body);
    if (names_tag(call.request.headers.if_none_match, tag)) response = Response{.status = 304};
    response.headers.push_back({"ETag", tag});
    response.headers.push_back({"Cache-Control", "private, no-cache"});
    return response;
}

}  // namespace

Result<Response> credential_calendar(const Call& call) {
    RECERT_TRY(check_id(call));
    const auto calendar =
        call.app.service->calendars().of_credential(call.id, when_of(call), *call.principal);
    if (!calendar) return tl::unexpected<Error>(calendar.error());
    return calendar_response(call, *calendar);
}

Result<Response> person_calendar(const Call& call) {
    std::string_view secret = call.id;
    if (!secret.ends_with(kEnding)) return fail(ErrorCode::not_found, "there is no such calendar");
    secret.remove_suffix(kEnding.size());
    const auto calendar = call.app.service->calendars().at_address(secret);
    if (!calendar) return tl::unexpected<Error>(calendar.error());
    return calendar_response(call, *calendar);
}

Result<Response> make_calendar_address(const Call& call) {
    RECERT_TRY(check_id(call));
    const auto secret = call.app.service->calendars().make_address(*call.principal, call.id);
    if (!secret) return tl::unexpected<Error>(secret.error());
    std::string url = call.app.public_url + "/calendar/";
    url.append(*secret).append(kEnding);
    Response response{
        .status = 201, .content_type = kJson, .body = events::canonical(Json{{"url", url}})};
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

Result<Response> end_calendar_address(const Call& call) {
    RECERT_TRY(check_id(call));
    RECERT_TRY(call.app.service->calendars().end_address(*call.principal, call.id));
    return Response{.status = 204};
}

}  // namespace recert::http
