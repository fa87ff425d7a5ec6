#include "http/rates.hpp"

#include <cstring>
#include <functional>
#include <random>

namespace recert::http {

namespace {

constexpr std::array<std::string_view, 4> kNames = {"token", "address", "sign-in", "verification"};
constexpr std::chrono::seconds kMinute{60};

std::uint64_t random_seed() {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
}

// Each bit of the one changes half of the bits of the other.
std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
    value = (value ^ value >> 27) * 0x94D049BB133111EB;
    return value ^ value >> 31;
}

std::uint64_t hash_of(const IpAddress& address, std::uint64_t seed) {
    std::array<std::uint64_t, 2> halves{};
    std::memcpy(halves.data(), address.data(), sizeof halves);
    if (!is_ipv4(address)) halves[1] = 0;
    return mixed(mixed(halves[0] ^ seed) ^ halves[1]);
}

std::string whole_seconds(Clock::duration time) {
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(time).count());
}

}  // namespace

std::string_view rate_name(Rate rate) { return kNames[static_cast<std::size_t>(rate)]; }

Rates::Rates(const Settings& settings)
    : quotas_{settings.rate_token, settings.rate_address, settings.rate_sign_in,
              settings.rate_verification},
      seed_(random_seed()) {}

Allowance Rates::count(Rate rate, const IpAddress& address, std::string_view token,
                       Clock::time_point now) {
    const auto number = static_cast<std::size_t>(rate);
    const bool is_by_token = rate == Rate::token && !token.empty();
    const std::uint64_t who =
        is_by_token ? mixed(std::hash<std::string_view>{}(token)) : hash_of(address, seed_);
    return {rate, quotas_[number],
            buckets_.take(mixed(who + number), {quotas_[number], kMinute}, now)};
}

void Rates::charge(Rate rate, const IpAddress& address, std::uint32_t requests,
                   Clock::time_point now) {
    const auto number = static_cast<std::size_t>(rate);
    buckets_.drain(mixed(hash_of(address, seed_) + number), {quotas_[number], kMinute}, requests,
                   now);
}

void tell_allowance(Response& response, const Allowance& allowance) {
    const std::string name = '"' + std::string(rate_name(allowance.rate)) + '"';
    response.headers.push_back({"RateLimit-Policy", name + ";q=" + std::to_string(allowance.quota) +
                                                        ";w=" + std::to_string(kMinute.count())});
    response.headers.push_back({"RateLimit", name + ";r=" + std::to_string(allowance.level.left) +
                                                 ";t=" + whole_seconds(allowance.level.full)});
    if (!allowance.level.is_taken)
        response.headers.push_back({"Retry-After", whole_seconds(allowance.level.next)});
}

}  // namespace recert::http
