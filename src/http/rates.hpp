// How often clients may ask: by the token they show, or by their address; seldom, where secrets can
// be guessed or strangers send anything. Clients on this machine are not counted.
//
// An IPv6 client is its /64: whoever has one address of it has them all. Any number of threads.
#pragma once

#include <array>
#include <string_view>

#include "http/buckets.hpp"
#include "http/message.hpp"
#include "http/settings.hpp"

namespace recert::http {

// What a request counts as.
enum class Rate {
    token,         // with a token that is good: by it
    address,       // of a stranger, by the address
    sign_in,       // the same, for an attempt to sign in and a token that is not good
    verification,  // the same, for what anybody may have verified
};

std::string_view rate_name(Rate rate);  // as the header fields and the API's document say

// What a client has left, after a request was counted.
struct Allowance {
    Rate rate;
    std::uint32_t quota;
    Buckets::Level level;
};

class Rates {
  public:
    explicit Rates(const Settings& settings);

    // By `token`, if there is one and the rate is of tokens; else by the address.
    Allowance count(Rate rate, const IpAddress& address, std::string_view token,
                    Clock::time_point now);
    // As so many more requests of a stranger: what guesses at something costs more than a question.
    void charge(Rate rate, const IpAddress& address, std::uint32_t requests, Clock::time_point now);

  private:
    const std::array<std::uint32_t, 4> quotas_;  // a minute, by Rate
    const std::uint64_t seed_;                   // so that nobody can choose who shares a bucket
    Buckets buckets_;
};

// RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers), and Retry-After if there
// was nothing left.
void tell_allowance(Response& response, const Allowance& allowance);

}  // namespace recert::http
