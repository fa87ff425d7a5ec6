#include "http/client.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace recert::http {

namespace {

constexpr std::size_t kIpv4Bytes = 4;
constexpr unsigned kIpv4Bits = 32;
constexpr unsigned kIpv6Bits = 128;
constexpr IpAddress kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
const Network kIpv4{kMapped, kIpv6Bits - kIpv4Bits};

bool is_loopback(const IpAddress& address) {
    const Network v4{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127}, kIpv6Bits - 24};
    const Network v6{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, kIpv6Bits};
    return v4.contains(address) || v6.contains(address);
}

std::optional<IpAddress> parse_address(std::string_view text) {
    const std::string whole(text);
    IpAddress out = kMapped;
    if (inet_pton(AF_INET, whole.c_str(), out.data() + out.size() - kIpv4Bytes) == 1) return out;
    if (inet_pton(AF_INET6, whole.c_str(), out.data()) == 1) return out;
    return std::nullopt;
}

std::string_view trimmed(std::string_view text, std::string_view what) {
    const auto first = text.find_first_not_of(what);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(what) - first + 1);
}

// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`, each perhaps in quotes.
std::optional<IpAddress> parse_node(std::string_view text) {
    text = trimmed(text, " \t\"");
    if (text.starts_with('['))
        text = text.substr(1, text.find(']') - 1);
    else if (std::ranges::count(text, ':') == 1)
        text = text.substr(0, text.find(':'));
    return parse_address(text);
}

// The node of `for=192.0.2.1;proto=https` (RFC 7239).
std::string_view node_of(std::string_view element) {
    while (!element.empty()) {
        const auto end = std::min(element.find(';'), element.size());
        const std::string_view pair = trimmed(element.substr(0, end), " \t");
        if (pair.size() > 4 && strncasecmp(pair.data(), "for=", 4) == 0) return pair.substr(4);
        element.remove_prefix(std::min(end + 1, element.size()));
    }
    return {};
}

}  // namespace

bool Network::contains(const IpAddress& other) const {
    const std::size_t bytes = bits / 8;
    if (!std::equal(address.begin(), address.begin() + bytes, other.begin())) return false;
    const unsigned rest = bits % 8;
    return rest == 0 || (address[bytes] ^ other[bytes]) >> (8 - rest) == 0;
}

Result<Network> parse_network(const std::string& text) {
    const auto slash = std::min(text.find('/'), text.size());
    const auto address = parse_address(text.substr(0, slash));
    const auto wrong = [&] {
        return fail(ErrorCode::bad_parameter, "not a network, such as 10.0.0.0/8: " + text);
    };
    if (!address) return wrong();
    const bool is_v4 = kIpv4.contains(*address) && text.find(':') == std::string::npos;
    unsigned bits = is_v4 ? kIpv4Bits : kIpv6Bits;
    if (slash < text.size()) {
        const unsigned most = bits;
        const char* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data() + slash + 1, end, bits);
        if (error != std::errc{} || stop != end || bits > most) return wrong();
    }
    return Network{*address, is_v4 ? bits + kIpv4.bits : bits};
}

Client client_of(const IpAddress& peer, const std::vector<Network>& trusted_proxies,
                 const Forwarding& headers) {
    const bool is_direct = headers.forwarded.empty() && headers.x_forwarded_for.empty();
    Client client{peer, is_direct && is_loopback(peer)};
    const bool is_listed = !headers.x_forwarded_for.empty();
    std::string_view rest = is_listed ? headers.x_forwarded_for : headers.forwarded;
    const auto is_trusted = [&] {
        return std::ranges::any_of(trusted_proxies, [&](const Network& network) {
            return network.contains(client.address);
        });
    };
    while (!rest.empty() && is_trusted()) {
        const auto comma = rest.rfind(',');
        const bool is_last = comma == std::string_view::npos;
        const std::string_view element = is_last ? rest : rest.substr(comma + 1);
        const auto before = parse_node(is_listed ? element : node_of(element));
        if (!before) break;  // nothing is known beyond this proxy
        client.address = *before;
        rest = is_last ? std::string_view{} : rest.substr(0, comma);
    }
    return client;
}

bool is_ipv4(const IpAddress& address) { return kIpv4.contains(address); }

IpAddress peer_of(int socket) {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    IpAddress out{};
    if (getpeername(socket, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return out;
    if (storage.ss_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &storage, sizeof v6);
        std::memcpy(out.data(), &v6.sin6_addr, out.size());
    } else if (storage.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &storage, sizeof v4);
        out = kMapped;
        std::memcpy(out.data() + out.size() - kIpv4Bytes, &v4.sin_addr, kIpv4Bytes);
    }
    return out;
}

std::string network_name(const IpAddress& address) {
    constexpr std::size_t kKeptOfIpv4 = 3;
    constexpr std::size_t kKeptOfIpv6 = 6;
    const bool is_v4 = is_ipv4(address);
    const std::size_t kept = is_v4 ? address.size() - kIpv4Bytes + kKeptOfIpv4 : kKeptOfIpv6;
    IpAddress network{};
    std::copy_n(address.begin(), kept, network.begin());
    char text[INET6_ADDRSTRLEN] = {};
    const auto* bytes = network.data() + (is_v4 ? network.size() - kIpv4Bytes : 0);
    inet_ntop(is_v4 ? AF_INET : AF_INET6, bytes, text, sizeof text);
    return std::string(text) + (is_v4 ? "/24" : "/48");
}

}  // namespace recert::http
