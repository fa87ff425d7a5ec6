// Who sent a request, as far as the network tells, and whose word is taken for it.
//
// A peer that is no trusted proxy is the client, whatever its headers say. A trusted one is
// believed about the hop before it, and so on from the right of X-Forwarded-For (or of Forwarded,
// where there is no X-Forwarded-For, which nearly every proxy writes): the first address that is
// not a trusted proxy's is the client's. Pure, but for peer_of.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"

namespace recert::http {

using IpAddress = std::array<std::uint8_t, 16>;  // an IPv4 address as ::ffff:a.b.c.d

struct Network {
    IpAddress address{};
    unsigned bits = 0;  // of `address` that count

    bool contains(const IpAddress& other) const;
};

// `10.0.0.0/8`, `fd00::/8`, `192.0.2.7`. Errors: bad-parameter.
Result<Network> parse_network(const std::string& text);

struct Client {
    IpAddress address{};
    bool is_local = false;  // on this machine, and not in the name of another
};

// The headers as received; empty if absent.
struct Forwarding {
    std::string_view forwarded{};
    std::string_view x_forwarded_for{};
};

Client client_of(const IpAddress& peer, const std::vector<Network>& trusted_proxies,
                 const Forwarding& headers);

bool is_ipv4(const IpAddress& address);

// The other end of a connected socket; all zero if nobody is there any more.
IpAddress peer_of(int socket);

// For logs: the address's network, `203.0.113.0/24` or `2001:db8:1::/48`. An address may stand for
// a person.
std::string network_name(const IpAddress& address);

}  // namespace recert::http
