#include "http/sign_in.hpp"

#include "http/cookies.hpp"
#include "http/identity.hpp"
#include "http/markup.hpp"
#include "http/problem.hpp"
#include "http/problem_catalogue.hpp"
#include "http/request_headers.hpp"
#include "service/roles.hpp"
#include "service/sign_in.hpp"

namespace recert::http {

namespace {

using events::Json;

constexpr std::string_view kNoStore = "no-store";

Response unkept(Response response) {
    response.headers.push_back({"Cache-Control", std::string(kNoStore)});
    return response;
}

Response page(std::string_view title, const std::string& content) {
    return unkept({.content_type = kHtml, .body = html_page(title, content)});
}

Response failure_page(const Error& error) {
    const std::string_view title = title_of(error.code);
    Response response =
        page(title, "<h1>" + escaped(title) + "</h1>\n<p>" + escaped(error.message) +
                        ".</p>\n<p><a href=\"/signin\">Sign in</a></p>\n");
    response.status = status_of(error.code);
    response.refusal = error.code;
    return response;
}

// What people see when it did not go well.
Result<Response> shown(Result<Response> result, bool as_html) {
    if (result || !as_html) return result;
    return failure_page(result.error());
}

Response go_to(std::string location) {
    Response response{.status = 303};
    response.headers.push_back({"Location", std::move(location)});
    return unkept(std::move(response));
}

Result<Response> let_in(Result<service::Welcome> welcome) {
    if (!welcome) return tl::unexpected<Error>(std::move(welcome.error()));
    Response response = go_to(std::move(welcome->return_to));
    response.headers.push_back(keep_cookie(kSessionCookie, welcome->secret, service::kSessionMax));
    return response;
}

Result<Response> leave_for_issuer(const Call& call) {
    auto departure = call.app.service->sign_in().depart(call.parameter("return").value_or("/"));
    if (!departure) return tl::unexpected<Error>(std::move(departure.error()));
    Response response = go_to(std::move(departure->location));
    response.headers.push_back(
        keep_cookie(kDepartureCookie, departure->sealed, service::kDepartureMax));
    return response;
}

// An issuer's word for what went wrong; nothing in it is ours, so little of it is shown.
std::string word_of(const std::optional<std::string>& error) {
    std::string out = error.value_or("no reason given").substr(0, 64);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E) c = '?';
    return out;
}

Result<Response> exchange_link(const Call& call) {
    RECERT_TRY(check_own_page(call.request.headers, call.app.public_url));
    const auto form = parse_form(call.request.body);
    if (!form || form->size() != 1 || form->front().name != "code")
        return fail(ErrorCode::schema, "the form has one field: code");
    return let_in(call.app.service->sign_in().use_link(form->front().value));
}

}  // namespace

Result<Response> sign_in(const Call& call) {
    if (call.app.service->sign_in().has_issuer())
        return shown(leave_for_issuer(call), wants_html(call.request.headers.accept));
    return page("Sign in",
                "<h1>Sign in</h1>\n<p>Ask the staff of your program for a sign-in link, and open "
                "it in this browser. It works once, and for a short time.</p>\n");
}

void sign_in_callback(const Call& call, Answer answer) {
    service::Arrival arrival{
        .sealed = std::string(cookie(call.request.headers.cookie, kDepartureCookie)),
        .state = call.parameter("state").value_or(""),
        .code = call.parameter("code").value_or(""),
        .issuer = call.parameter("iss").value_or(""),
        .error = word_of(call.parameter("error"))};
    call.app.service->sign_in().arrive(
        std::move(arrival),
        [answer = std::move(answer),
         as_html = wants_html(call.request.headers.accept)](Result<service::Welcome> welcome) {
            auto response = shown(let_in(std::move(welcome)), as_html);
            if (response) response->headers.push_back(drop_cookie(kDepartureCookie));
            answer(std::move(response));
        });
}

Result<Response> sign_in_link_page(const Call& call) {
    const std::string code = escaped(call.parameter("code").value_or(""));
    return page("Sign in",
                "<h1>Sign in</h1>\n<p>This link signs you in once, in this browser.</p>\n"
                "<form method=\"post\" action=\"/signin/link\">\n"
                "<input type=\"hidden\" name=\"code\" value=\"" +
                    code + "\">\n<button class=\"first\">Sign in</button>\n</form>\n");
}

Result<Response> use_sign_in_link(const Call& call) {
    return shown(exchange_link(call), wants_html(call.request.headers.accept));
}

Result<Response> create_sign_in_link(const Call& call) {
    RECERT_TRY(check_id(call));
    const auto wanted = events::parse(call.request.body);
    if (!wanted) return tl::unexpected<Error>(wanted.error());
    if (!wanted->is_object()) return fail(ErrorCode::schema, "expected an object");
    auto lasts = service::kLinkDefault;
    for (const auto& [name, value] : wanted->items()) {
        if (name != "minutes")
            return fail(ErrorCode::schema, "there is no such field", events::pointer_to("", name));
        const auto minutes = events::is_exact_integer(value) ? value.get<std::int64_t>() : 0;
        if (minutes < 1 || minutes > service::kLinkMax.count())
            return fail(ErrorCode::schema, "minutes is a number from 1 to 1440", "/minutes");
        lasts = std::chrono::minutes(minutes);
    }
    const auto link = call.app.service->sign_in().make_link(*call.principal, call.id, lasts);
    if (!link) return tl::unexpected<Error>(link.error());
    const Json body = {{"url", call.app.public_url + "/signin/link?code=" + link->code},
                       {"expires_at", events::format_instant(link->expires_at)}};
    return unkept({.status = 201, .content_type = kJson, .body = events::canonical(body)});
}

Result<Response> sign_out(const Call& call) {
    const auto secret = session_secret(call.request.headers);
    if (!secret.empty()) RECERT_TRY(call.app.service->sign_in().end(secret));
    Response response = unkept({.status = 204});
    response.headers.push_back(drop_cookie(kSessionCookie));
    return response;
}

Result<Response> read_session(const Call& call) {
    Json body = {{"role", service::role_name(call.principal->role)},
                 {"subject", call.principal->subject}};
    if (const auto secret = session_secret(call.request.headers); !secret.empty()) {
        const auto session = call.app.service->sign_in().session(secret);
        if (!session) return tl::unexpected<Error>(session.error());
        body["csrf"] = session->csrf;
        body["expires_at"] = events::format_instant(session->expires_at);
    }
    return unkept({.content_type = kJson, .body = events::canonical(body)});
}

}  // namespace recert::http
