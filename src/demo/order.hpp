// How large a demo, and by which chance.
#pragma once

#include <cstdint>

namespace recert::demo {

inline constexpr unsigned kHoldersMax = 100'000;

struct Order {
    std::uint64_t seed = 2'026;
    unsigned holders = 2'000;  // over six years
};

}  // namespace recert::demo
