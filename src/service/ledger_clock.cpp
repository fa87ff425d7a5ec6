#include "service/ledger_clock.hpp"

#include <charconv>

namespace recert::service {
namespace {

using std::chrono::milliseconds;

// Kept by every sandbox and by no other ledger: the offset in milliseconds, as decimal text.
constexpr std::string_view kSandbox = "sandbox";

// What happens then is still of a date that events may have.
constexpr events::Instant kClockMax = events::kDateMax + std::chrono::days{1} - milliseconds{1};

Result<milliseconds> read_offset(const std::string& text) {
    std::int64_t count = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc{} || stop != end)
        return fail(ErrorCode::corrupt, "the offset of the sandbox's clock is not a number");
    return milliseconds{count};
}

}  // namespace

Result<std::unique_ptr<LedgerClock>> LedgerClock::open(ledger::Log& log,
                                                       std::shared_ptr<const Clock> machine,
                                                       const WantedClock& wanted) {
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto kept = reader->kept(kSandbox);
    if (!kept) return tl::unexpected(kept.error());
    auto clock = std::unique_ptr<LedgerClock>(new LedgerClock(log, std::move(machine)));
    if (*kept) {
        const auto offset = read_offset(**kept);
        if (!offset) return tl::unexpected(offset.error());
        clock->is_sandbox_ = true;
        clock->offset_.store(*offset);
    } else if (wanted.sandbox) {
        if (reader->size().value > 0)
            return fail(ErrorCode::refused_start,
                        "this ledger was not begun as a sandbox and cannot become one: leave "
                        "--sandbox out, or name a new directory");
        RECERT_TRY(clock->begin(wanted));
    }
    return clock;
}

Status LedgerClock::begin(const WantedClock& wanted) {
    is_sandbox_ = true;
    return keep(wanted.begins_at ? *wanted.begins_at - machine_->now() : milliseconds{0});
}

Status LedgerClock::keep(milliseconds offset) {
    RECERT_TRY(log_.keep(kSandbox, std::to_string(offset.count())));
    offset_.store(offset);
    return {};
}

ClockState LedgerClock::state() const {
    const milliseconds offset = offset_.load();
    return {is_sandbox_, machine_->now() + offset, offset};
}

Status LedgerClock::put_forward(events::Instant to) {
    if (!is_sandbox_)
        return fail(ErrorCode::not_a_sandbox,
                    "the clock of this ledger cannot be moved: it was not begun with --sandbox");
    if (to > kClockMax) return fail(ErrorCode::schema, "now is at most in the year 8999", "/now");
    const std::lock_guard lock(moving_);
    const events::Instant machine = machine_->now();
    if (to < machine + offset_.load())
        return fail(ErrorCode::clock_backward,
                    "it is " + events::format_instant(machine + offset_.load()) +
                        " here already; the clock goes forward only",
                    "/now");
    return keep(to - machine);
}

}  // namespace recert::service
