#include "demo/fill.hpp"

#include <atomic>
#include <utility>

#include "demo/audits.hpp"
#include "demo/cohort.hpp"
#include "demo/world.hpp"
#include "service/opened_ledger.hpp"

namespace recert::demo {
namespace {

using events::Instant;
using service::LedgerService;

constexpr int kYears = 6;
// Nobody else appends: whatever there is to sweep is swept when the demo asks for it.
constexpr std::chrono::hours kNeverByItself{24 * 365};

const Principal kOperator{service::Role::admin, "demo"};

// Stands still, until it is set.
class DrivenClock final : public service::Clock {
  public:
    explicit DrivenClock(Instant at) { set(at); }
    void set(Instant at) { at_.store(at.time_since_epoch().count()); }
    Instant now() const override { return Instant(std::chrono::milliseconds(at_.load())); }

  private:
    std::atomic<std::int64_t> at_{};
};

// On the eve of the month, six years before.
Instant six_years_before(Instant now) {
    const std::chrono::year_month_day day{std::chrono::floor<days>(now)};
    return Date{(day.year() - std::chrono::years{kYears}) / day.month() / 1} -
           std::chrono::hours{12};
}

// Nothing but what the first start appended.
Result<bool> is_untouched(const LedgerService& service) {
    const auto page = service.events({}, kOperator);
    if (!page) return tl::unexpected(page.error());
    for (const Json& event : page->items)
        if (event.at("actor") != "system") return false;
    return !page->next && service.clock().is_sandbox;
}

Result<bool> may_fill(const service::ServiceOptions& options) {
    if (!service::has_ledger(options.data)) return true;
    const auto service = LedgerService::open(options);
    if (!service) return tl::unexpected(service.error());
    return is_untouched(**service);
}

class Filling {
  public:
    Filling(LedgerService& service, DrivenClock& clock, const Order& order)
        : service_(service),
          clock_(clock),
          offset_(service.clock().offset),
          start_(std::chrono::floor<days>(service.clock().now)),
          world_(order.seed, start_, service),
          cohort_(world_, start_ + days{1}, order.holders) {
        world_.practicums.plan(start_ + days{1}, static_cast<int>(order.holders) / kMonths);
        cohort_.plan();
        plan_audits(world_, start_ + days{1}, kYears);
    }

    Status up_to(Instant end, const service::Progress& progress);

    Filled told() const {
        return {world_.people.size(), world_.credentials.size(), world_.scribe.events()};
    }

  private:
    LedgerService& service_;
    DrivenClock& clock_;
    const std::chrono::milliseconds offset_;
    const Date start_;
    World world_;
    Cohort cohort_;
};

Status Filling::up_to(Instant end, const service::Progress& progress) {
    const auto count = [&](Date day) { return static_cast<std::uint64_t>((day - start_).count()); };
    const std::uint64_t all = count(std::chrono::floor<days>(end));
    for (auto next = world_.diary.next(); next; next = world_.diary.next()) {
        const Instant at = instant_of(*next, world_.seed);
        if (end < at) break;
        clock_.set(at - offset_);
        for (const Diary::Entry& entry : world_.diary.turn_to_next()) entry();
        if (auto heard = world_.scribe.wait(); !heard) {
            Error& error = heard.error();
            error.message = "the demo of " + on_day(next->day) + ": " + error.message;
            return heard;
        }
        if (std::exchange(world_.is_to_sweep, false)) RECERT_TRY(service_.settle());
        if (!progress(count(next->day), all))
            return fail(ErrorCode::refused_start,
                        "the demo was given up half way: remove the directory to begin again");
    }
    progress(all, all);
    return service_.settle();
}

}  // namespace

Result<std::optional<Filled>> fill(const service::ServiceOptions& options, const Order& order,
                                   const service::Progress& progress) {
    const bool is_new = !service::has_ledger(options.data);
    const auto may = may_fill(options);
    if (!may) return tl::unexpected(may.error());
    if (!*may) return std::optional<Filled>();
    const Instant today = options.clock->now();
    const Instant begin = six_years_before(today);
    const auto clock = std::make_shared<DrivenClock>(is_new ? begin : today);
    service::ServiceOptions driven = options;
    driven.clock = clock;
    driven.wanted_clock = {true};
    driven.sweep_period = kNeverByItself;
    const auto service = LedgerService::open(driven);
    if (!service) return tl::unexpected(service.error());
    const Instant end = (*service)->clock().now + (today - begin);
    Filling filling(**service, *clock, order);
    RECERT_TRY(filling.up_to(end, progress));
    clock->set(today);
    if ((*service)->clock().now < end)
        if (const auto put = (*service)->put_clock_forward(kOperator, end); !put)
            return tl::unexpected(put.error());
    return filling.told();
}

}  // namespace recert::demo
