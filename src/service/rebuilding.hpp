// The projections of a running service: how they stand, and building one again while it is used.
//
// A rebuild runs on a thread of its own, one at a time, and takes over between two groups of the
// sequencer's. What came of it is told until the next one, or the end of the process, which gives
// an unfinished one up. Thread-safe.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "events/json.hpp"
#include "ledger/log.hpp"
#include "service/clock.hpp"
#include "service/rebuild.hpp"
#include "service/sequencer.hpp"

namespace recert::service {

class Rebuilding {
  public:
    // All of them outlive it.
    Rebuilding(ledger::Log& log, Sequencer& sequencer, const Clock& clock)
        : log_(log), sequencer_(sequencer), clock_(clock) {}
    ~Rebuilding();

    // {"name", "version", "build", "position", "digest", "state", "progress", "last_rebuild"} of
    // each, as of the reader. Reads a projection as a whole, unless nothing was appended since.
    Result<std::vector<events::Json>> projections(const ledger::Reader& reader) const;

    // Of the rebuild under way, if there is one: events read.
    std::optional<std::uint64_t> done() const;

    // Answers when it is under way. Errors: not-found, rebuild-under-way.
    Status begin(std::string_view projection);

  private:
    struct Digest {
        std::uint32_t build = 0;
        ledger::TreeSize at{};
        std::string text;
    };

    void run();
    Result<std::optional<Rebuilt>> rebuild();  // nullopt: given up
    bool keep_going(std::uint64_t done, std::uint64_t of);
    Result<std::string> digest(const ledger::Reader& reader, views::Build build) const;

    ledger::Log& log_;
    Sequencer& sequencer_;
    const Clock& clock_;

    mutable std::mutex digest_mutex_;  // one reads the whole projection, the others wait for it
    mutable Digest digest_;

    mutable std::mutex mutex_;
    bool is_running_ = false;
    std::uint64_t done_ = 0;
    std::uint64_t of_ = 0;
    events::Json last_ = nullptr;
    std::atomic<bool> is_stopping_{false};
    std::thread thread_;
};

}  // namespace recert::service
