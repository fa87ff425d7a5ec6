// The limits at the door that may be set: counts and milliseconds, all in the same way. By flag
// (--idle-ms-max), by environment (RECERT_IDLE_MS_MAX), or in the file (idle_ms_max).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "http/settings.hpp"

namespace recert {

inline constexpr std::uint32_t kLimitMost = 1'000'000'000;

struct Limit {
    std::string_view name;
    std::string_view what;
    std::uint32_t (*read)(const http::Settings&);
    void (*put)(http::Settings&, std::uint32_t);
};

template <auto kMember>
constexpr Limit limit(std::string_view name, std::string_view what) {
    using Value = std::remove_reference_t<decltype(http::Settings{}.*kMember)>;
    return {
        name, what,
        [](const http::Settings& settings) {
            if constexpr (std::is_integral_v<Value>)
                return static_cast<std::uint32_t>(settings.*kMember);
            else
                return static_cast<std::uint32_t>((settings.*kMember).count());
        },
        [](http::Settings& settings, std::uint32_t value) { settings.*kMember = Value(value); }};
}

inline constexpr auto kLimits = std::to_array<Limit>({
    limit<&http::Settings::connections_max>("connections_max", "Connections; to more: 503"),
    limit<&http::Settings::followers_max>("followers_max", "Followers of the live feed"),
    limit<&http::Settings::rate_token>("rate_token", "Requests a minute with one token"),
    limit<&http::Settings::rate_address>("rate_address", "Without one, from one address"),
    limit<&http::Settings::rate_sign_in>("rate_sign_in", "Attempts to sign in that may fail"),
    limit<&http::Settings::rate_verification>("rate_verification", "Public verifications"),
    limit<&http::Settings::handshake_max>("handshake_ms_max", "For TLS to be agreed on"),
    limit<&http::Settings::idle_max>("idle_ms_max", "Between two requests of a connection"),
    limit<&http::Settings::header_max>("header_ms_max", "For a request's header to be whole"),
    limit<&http::Settings::body_max>("body_ms_max", "For a body, or a piece of a body of lines"),
    limit<&http::Settings::write_max>("write_ms_max", "For a client to read a piece of an answer"),
    limit<&http::Settings::drain_max>("drain_ms_max", "For requests under way at the end"),
});

}  // namespace recert
