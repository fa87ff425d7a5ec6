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

Status check_id(const Call& call) {
    if (!events::is_id(call.id)) return fail(ErrorCode::not_found, "there is no such id");
    return {};
}

service::When when_of(const Call& call) {
    return {call.parameter("as_of"), call.parameter("known_at")};
}

Result<std::size_t> number(const Call& call, std::string_view name, std::size_t min,
                           std::size_t max, std::size_t absent) {
    const auto text = call.parameter(name);
    if (!text) return absent;
    std::size_t value = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, value);
    if (error != std::errc{} || stop != end || value < min || value > max)
        return fail(ErrorCode::bad_parameter, std::string(name) + " is a number from " +
                                                  std::to_string(min) + " to " +
                                                  std::to_string(max));
    return value;
}

Result<std::size_t> page_limit(const Call& call) {
    return number(call, "limit", 1, kPageMax, kPageDefault);
}

Result<bool> flag(const Call& call, std::string_view name) {
    const auto text = call.parameter(name);
    if (!text || *text == "false") return false;
    if (*text == "true") return true;
    return fail(ErrorCode::bad_parameter, std::string(name) + " is true or false");
}

}  // namespace recert::http
