#include "http/target.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/parse_query.hpp>
#include <boost/url/url_view.hpp>

namespace recert::http {

namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void append_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += kDigits[byte >> 4];
        out += kDigits[byte & 0xF];
    }
}

void append_parameter(std::string& out, std::string_view name, std::string_view value) {
    out += out.find('?') == std::string::npos ? '?' : '&';
    append_encoded(out, name);
    out += '=';
    append_encoded(out, value);
}

}  // namespace

Result<Target> parse_target(std::string_view text) {
    const boost::urls::string_view whole(text.data(), text.size());
    const auto url = text.starts_with('/') ? boost::urls::parse_origin_form(whole)
                                           : boost::urls::parse_uri(whole);
    if (!url) return fail(ErrorCode::malformed, "the request target is not a valid URL");
    Target target;
    const auto path = url->encoded_path();
    target.path.assign(path.data(), path.size());
    for (const auto& segment : url->segments()) target.segments.emplace_back(segment);
    boost::urls::encoding_opts plus_is_plus;
    plus_is_plus.space_as_plus = false;
    if (!url->encoded_query().empty())  // a bare ? asks nothing
        for (const auto& each : url->params(plus_is_plus))
            target.query.push_back({each.key, each.value});
    return target;
}

Result<std::vector<Parameter>> parse_form(std::string_view text) {
    const auto form = boost::urls::parse_query({text.data(), text.size()});
    if (!form) return fail(ErrorCode::malformed, "the body is not a form");
    std::vector<Parameter> out;
    if (text.empty()) return out;
    const boost::urls::encoding_opts plus_is_space(true);
    for (const auto& each : *form)
        out.push_back({each.key.decode(plus_is_space), each.value.decode(plus_is_space)});
    return out;
}

std::string with_cursor(const Target& target, std::string_view cursor) {
    std::string out = target.path;
    for (const Parameter& each : target.query)
        if (each.name != "cursor") append_parameter(out, each.name, each.value);
    append_parameter(out, "cursor", cursor);
    return out;
}

}  // namespace recert::http
