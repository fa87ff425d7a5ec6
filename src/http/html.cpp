#include "http/html.hpp"

namespace recert::http {

namespace {

// Forms are sent here alone, and to where that leads.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

Response html_page(std::string_view title, std::string_view content) {
    Response response{.content_type = kHtml};
    response.body = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    response.body += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    response.body += "<meta name=\"color-scheme\" content=\"light dark\">\n<title>";
    response.body.append(escaped(title)).append("</title>\n");
    response.body += "<link rel=\"stylesheet\" href=\"/web/docs.css\">\n</head>\n<body>\n<main>\n";
    response.body.append(content).append("</main>\n</body>\n</html>\n");
    response.headers.push_back({"Content-Security-Policy", std::string(kPolicy)});
    return response;
}

}  // namespace recert::http
