// What came of one fault: how often it was brought about, and what of the ledger's promises held.
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <random>
#include <string>
#include <vector>

namespace recert::torture {

inline constexpr std::size_t kComplaintsKept = 5;

struct Tally {
    std::uint64_t runs = 0;
    std::uint64_t injected = 0;      // times the fault was really met
    std::uint64_t acknowledged = 0;  // events that clients were told are kept
    std::uint64_t refused = 0;       // starts and requests refused because of it
    std::uint64_t lost = 0;          // of what was acknowledged
    std::uint64_t different = 0;     // another answer than before, or another behaviour than due
    std::vector<std::string> complaints{};  // the first few, in words

    void lose(const std::string& what);
    void differ(const std::string& what);
    // A fault that was never met shows nothing.
    bool holds() const { return injected > 0 && !fails(); }
    bool fails() const { return lost > 0 || different > 0; }
};

// How one row is to be run.
struct Order {
    std::uint64_t seed = 1;
    std::chrono::steady_clock::time_point until{};  // no run begins after it
    // A product without what guards against the fault: the row must not hold then.
    bool broken = false;

    bool goes_on(std::uint64_t runs, std::uint64_t runs_min = 1) const {
        return runs < runs_min || std::chrono::steady_clock::now() < until;
    }
};

using Chance = std::mt19937_64;

// From 0 to `below` - 1.
std::uint64_t pick(Chance& chance, std::uint64_t below);

}  // namespace recert::torture
