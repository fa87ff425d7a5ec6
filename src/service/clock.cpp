#include "service/clock.hpp"

#include <algorithm>

namespace recert::service {

events::Instant SystemClock::now() const {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

events::Instant RecordingClock::next() {
    last_ = std::max(last_, clock_.now());
    return last_;
}

}  // namespace recert::service
