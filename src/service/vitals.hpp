// What the service measures of itself, at one moment: what /metrics is made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "metrics/histogram.hpp"
#include "store/writing.hpp"

namespace recert::service {

struct Vitals {
    struct Projection {
        std::string_view name;  // a literal
        std::uint64_t events;   // of the ledger, that it knows
    };

    metrics::Distribution append_nanoseconds;  // from the queue to the answer
    metrics::Distribution group_events;
    metrics::Distribution sync_nanoseconds;  // of a group's one write
    std::size_t queue_commands = 0;
    std::size_t queue_commands_max = 0;
    std::uint64_t events = 0;                // in the ledger
    std::optional<store::DiskSpace> disk{};  // absent: it could not be asked
    std::vector<Projection> projections{};
};

}  // namespace recert::service
