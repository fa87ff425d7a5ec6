#include "http/call.hpp"

#include <charconv>

namespace recert::http {

namespace {
constexpr std::size_t kPageDefault = 100;
constexpr std::size_t kPageMax = 1000;
}  // namespace

std::optional<std::string> Call::parameter(std::string_view name) const {
    for (const Parameter& each : target.query)
        if (each.name == name) return each.value;
    return std::nullopt;
}

Result<std::size_t> page_limit(const Call& call) {
    const auto text = call.parameter("limit");
    if (!text) return kPageDefault;
    std::size_t limit = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, limit);
    if (error != std::errc{} || stop != end || limit < 1 || limit > kPageMax)
        return fail(ErrorCode::bad_parameter, "limit is a number from 1 to 1000");
    return limit;
}

Result<bool> flag(const Call& call, std::string_view name) {
    const auto text = call.parameter(name);
    if (!text || *text == "false") return false;
    if (*text == "true") return true;
    return fail(ErrorCode::bad_parameter, std::string(name) + " is true or false");
}

}  // namespace recert::http
