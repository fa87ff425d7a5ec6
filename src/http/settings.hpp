// What a server listens on, and every bound it keeps. (Budgets: shared design, architecture §6.)
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "http/client.hpp"

namespace recert::http {

using Clock = std::chrono::steady_clock;

struct Settings {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: any free one
    unsigned io_threads = 2;
    unsigned read_threads = 2;
    std::string tls_certificate;    // files as PEM; both or none: without them plain HTTP, which
    std::string tls_key;            // is served on this machine itself only, unless
    bool allow_plain_http = false;  // a gateway in front speaks TLS
    std::string public_url;         // empty: clients are sent to paths alone
    std::vector<Network> trusted_proxies;  // whose X-Forwarded-For is believed

    std::size_t connections_max = 1024;    // beyond it: 503 with Retry-After
    std::size_t followers_max = 256;       // of the live feed; beyond it: the same
    std::size_t body_bytes_max = 1 << 20;  // but for a body of lines
    std::uint32_t header_bytes_max = 16 * 1024;

    std::uint32_t rate_token = 60'000;   // requests a minute with one token
    std::uint32_t rate_address = 3'000;  // without one, from one address
    std::uint32_t rate_sign_in = 20;     // attempts to sign in, and with tokens that are not good
    std::uint32_t rate_verification = 120;  // public verifications

    std::chrono::milliseconds handshake_max{10'000};  // of TLS
    std::chrono::milliseconds idle_max{60'000};       // between two requests
    std::chrono::milliseconds header_max{10'000};  // from a request's first byte to its blank line
    std::chrono::milliseconds body_max{30'000};    // between two pieces, in a body of lines
    std::chrono::milliseconds write_max{30'000};
    std::chrono::milliseconds linger_max{2'000};  // for a client to read a last answer
    std::chrono::milliseconds drain_max{10'000};  // for requests under way when the server stops
};

}  // namespace recert::http
