#include "metrics/exposition.hpp"

#include <charconv>

namespace recert::metrics {

namespace {

// The shortest text that is read as the same number.
std::string text_of(double value) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value, std::chars_format::general).ptr};
}

void append_escaped(std::string& out, std::string_view value) {
    for (const char c : value) {
        if (c == '\\' || c == '"') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
}

}  // namespace

void Exposition::begin(std::string_view name, std::string_view help, std::string_view type) {
    family_ = name;
    text_.append("# HELP ").append(name).append(" ").append(help).append("\n");
    text_.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void Exposition::counter(std::string_view name, std::string_view help) {
    begin(name, help, "counter");
}

void Exposition::gauge(std::string_view name, std::string_view help) { begin(name, help, "gauge"); }

void Exposition::line(std::string_view suffix, Labels labels, std::string_view value) {
    text_.append(family_).append(suffix);
    char before = '{';
    for (const auto& [name, text] : labels) {
        text_.append(1, before).append(name).append("=\"");
        append_escaped(text_, text);
        text_ += '"';
        before = ',';
    }
    if (before == ',') text_ += '}';
    text_.append(" ").append(value).append("\n");
}

void Exposition::sample(std::uint64_t value, Labels labels) {
    line("", labels, std::to_string(value));
}

void Exposition::histogram(std::string_view name, std::string_view help,
                           const Distribution& distribution, double per_unit) {
    begin(name, help, "histogram");
    std::uint64_t up_to = 0;
    for (std::size_t i = 0; i < distribution.counts.size(); ++i) {
        up_to += distribution.counts[i];
        const bool is_last = i == distribution.bounds.size();
        const std::string bound =
            is_last ? "+Inf" : text_of(static_cast<double>(distribution.bounds[i]) / per_unit);
        line("_bucket", {{"le", bound}}, std::to_string(up_to));
    }
    line("_sum", {}, text_of(static_cast<double>(distribution.sum) / per_unit));
    line("_count", {}, std::to_string(up_to));
}

}  // namespace recert::metrics
