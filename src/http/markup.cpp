#include "http/markup.hpp"

namespace recert::http {

std::string html_page(std::string_view title, std::string_view content, std::string_view style) {
    std::string out = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out += "<meta name=\"color-scheme\" content=\"light dark\">\n";
    out += "<link rel=\"stylesheet\" href=\"/web/my.css\">\n";
    if (!style.empty())
        out.append("<link rel=\"stylesheet\" href=\"/web/").append(style).append("\">\n");
    out.append("<title>").append(escaped(title)).append("</title>\n</head>\n<body>\n<main>\n");
    return out.append(content).append("</main>\n</body>\n</html>\n");
}

}  // namespace recert::http
