#include "store/crash_point.hpp"

#ifdef RECERT_FAULTS

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <string>

namespace recert::store {

namespace {

struct Ordered {
    std::string point;
    unsigned times_left = 0;  // 0: never
};

Ordered ordered() {
    const char* setting = std::getenv("RECERT_CRASH_AT");
    if (setting == nullptr) return {};
    const std::string_view text = setting;
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return {std::string(text), 1};
    unsigned times = 0;
    std::from_chars(text.data() + colon + 1, text.data() + text.size(), times);
    return {std::string(text.substr(0, colon)), times};
}

}  // namespace

void crash_point(std::string_view name) {
    static const Ordered kOrder = ordered();
    static std::atomic<unsigned> passed{0};
    if (kOrder.times_left == 0 || name != kOrder.point) return;
    if (++passed == kOrder.times_left) std::raise(SIGKILL);
}

}  // namespace recert::store

#endif
