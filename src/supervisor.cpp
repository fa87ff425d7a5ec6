#include "supervisor.hpp"

#include <systemd/sd-daemon.h>

#include <cstdint>
#include <cstdlib>

namespace recert {

namespace {

constexpr bool kLeaveEnvironment = false;
constexpr int kNewsInTime = 2;  // times that news may be told before they are late

}  // namespace

Supervisor::Supervisor() : is_there_(std::getenv("NOTIFY_SOCKET") != nullptr) {
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(kLeaveEnvironment, &microseconds) > 0)
        every_ = std::chrono::microseconds(microseconds) / kNewsInTime;
}

void Supervisor::tell_ready() const { sd_notify(kLeaveEnvironment, "READY=1"); }
void Supervisor::tell_alive() const { sd_notify(kLeaveEnvironment, "WATCHDOG=1"); }
void Supervisor::tell_ending() const { sd_notify(kLeaveEnvironment, "STOPPING=1"); }

}  // namespace recert
