#include "http/deadline.hpp"

namespace recert::http {

namespace {

Clock::time_point end_of(Phase phase, const Settings& settings) {
    const auto now = Clock::now();
    switch (phase) {
        case Phase::handshake:
            return now + settings.handshake_max;
        case Phase::idle:
            return now + settings.idle_max;
        case Phase::header:
            return now + settings.header_max;
        case Phase::body:
            return now + settings.body_max;
        case Phase::handling:
            break;
        case Phase::writing:
            return now + settings.write_max;
        case Phase::lingering:
            return now + settings.linger_max;
    }
    return Clock::time_point::max();
}

}  // namespace

void Deadline::enter(Phase phase) {
    phase_ = phase;
    at_ = end_of(phase, settings_);
    passed_ = false;
}

bool Deadline::passes(Clock::time_point now) {
    passed_ = passed_ || now >= at_;
    return passed_;
}

}  // namespace recert::http
