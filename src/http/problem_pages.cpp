#include "http/problem_pages.hpp"

#include "http/markup.hpp"
#include "http/problem.hpp"
#include "http/problem_catalogue.hpp"
#include "http/request_headers.hpp"

namespace recert::http {

namespace {

using events::Json;

Json to_json(const Explanation& each) {
    const std::string code = code_name(each.code);
    return {{"type", "/problems/" + code},
            {"code", code},
            {"status", status_of(each.code)},
            {"title", each.title},
            {"explanation", each.text}};
}

std::string section(const Explanation& each) {
    const std::string code = code_name(each.code);
    return "<h2><a href=\"/problems/" + code + "\"><code>" + code + "</code></a> " +
           std::to_string(status_of(each.code)) + "</h2>\n<p><strong>" + escaped(each.title) +
           ".</strong> " + escaped(each.text) + "</p>\n";
}

Response html(std::string_view title, const std::string& content) {
    return {.content_type = kHtml, .body = html_page(title, content)};
}

Response with_vary(Response response) {
    response.headers.push_back({"Vary", "Accept"});
    return response;
}

}  // namespace

Result<Response> problem_index(const Call& call) {
    if (wants_html(call.request.headers.accept)) {
        std::string content = "<h1>Problems</h1>\n";
        for (const Explanation& each : explanations()) content += section(each);
        return with_vary(html("Problems", content));
    }
    Json items = Json::array();
    for (const Explanation& each : explanations()) items.push_back(to_json(each));
    const Json body = {{"items", std::move(items)}, {"next", nullptr}};
    return with_vary({.content_type = kJson, .body = body.dump()});
}

Result<Response> problem_page(const Call& call) {
    const Explanation* each = explanation_of(call.id);
    if (!each) return fail(ErrorCode::not_found, "there is no problem of this code");
    if (wants_html(call.request.headers.accept))
        return with_vary(html(each->title, section(*each)));
    return with_vary({.content_type = kJson, .body = to_json(*each).dump()});
}

}  // namespace recert::http
