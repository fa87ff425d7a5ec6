// Lists, single standings and the reference agree, over a random history.
#include "support/agreement.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "service/running_service.hpp"
#include "support/story.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

constexpr int kPeople = 25;
constexpr int kSteps = 700;
constexpr int kStepsASweep = 50;
constexpr int kStepsANews = 20;

// People who register, learn, pass, log and pay, late or not at all, staff who correct, and a body
// that moves practicums and changes rules, on a clock that goes through eight years. What the rules
// refuse does not happen.
class RandomHistory {
  public:
    RandomHistory(RunningService& running, std::uint64_t seed) : running_(running), random_(seed) {
        running.options.sweep_period = std::chrono::hours(1);  // when told to, so at the same time
        running.open();
        begin_programs();
        for (int n = 0; n < kPeople; ++n)
            REQUIRE(running_.create("holder/h" + std::to_string(n),
                                    {{"name", "N"}, {"email", "n@example.org"}}));
        for (int step = 0; step < kSteps; ++step) {
            today_ += std::chrono::days(any(0, 7));
            running_.clock().set(events::format_date(today_) + "T15:00:00Z");
            if (step % kStepsANews == kStepsANews / 2) tell_news();
            act();
            if (step % kStepsASweep == 0) REQUIRE(running->settle());
        }
    }

    const std::set<std::string>& happened() const { return happened_; }

  private:
    int any(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }
    std::string day(int ago) { return events::format_date(today_ - std::chrono::days(ago)); }

    // A second program, whose credentials pass through stages; and a practicum every quarter.
    void begin_programs() {
        REQUIRE(running_.create("program/staged", staged(2), "2015-01-01", kAdmin));
        for (const char* program : {"cptm", "staged"})
            for (int n = 0; n < kPracticums; ++n) {
                const auto starts = events::add_months(today_, 3 * n);
                REQUIRE(running_.tell(
                    "program/" + std::string(program), "practicum.scheduled", "2022-01-01",
                    {{"practicum", "p" + std::to_string(n)},
                     {"starts_on", events::format_date(starts)},
                     {"ends_on", events::format_date(starts + std::chrono::days(4))},
                     {"format", "virtual"}}));
            }
    }

    static Json staged(int months_of_grace) {
        Json published = Story::built_in("cptm");
        const std::string grace = "P" + std::to_string(months_of_grace) + "M";
        published["rules"]["stages"] = {{{"after", "P0D"}, {"status", "grace"}},
                                        {{"after", grace}, {"status", "suspended"}},
                                        {{"after", "P9M"}, {"status", "lapsed"}}};
        return published;
    }

    void tell_news() {
        const std::string program = any(0, 1) == 0 ? "program/cptm" : "program/staged";
        if (any(0, 3) == 0) {
            const auto told =
                running_.tell("program/staged", "program.published", "", staged(any(1, 8)), kAdmin);
            if (told) happened_.insert("program.published");
            return;
        }
        const auto starts = today_ + std::chrono::days(any(-60, 200));
        const auto told =
            running_.tell(program, "practicum.rescheduled", day(any(0, 9)),
                          {{"practicum", next_practicum()},
                           {"starts_on", events::format_date(starts)},
                           {"ends_on", events::format_date(starts + std::chrono::days(4))},
                           {"reason", "snow"}});
        if (told) happened_.insert("practicum.rescheduled");
    }

    std::string next_practicum() {
        const auto months = std::chrono::duration_cast<std::chrono::months>(today_ - kBegins);
        return "p" + std::to_string(std::min(kPracticums - 1,
                                             static_cast<int>(months.count()) / 3 + any(1, 2)));
    }

    void tell(const char* type, const Json& data, int ago = 0) {
        const auto appended = running_.tell("credential/" + credential_, type, day(ago), data);
        if (!appended) return;
        for (const std::string& made : types_of(*appended)) happened_.insert(made);
        last_[credential_] = appended->last.value;
    }

    void enroll() {
        credential_ = "c" + std::to_string(credentials_);
        practicum_ = next_practicum();
        Json data = {{"program", any(0, 2) == 0 ? "staged" : "cptm"},
                     {"holder", "h" + std::to_string(any(0, kPeople - 1))},
                     {"practicum", practicum_}};
        if (running_.create("credential/" + credential_, data, day(any(0, 20)))) ++credentials_;
    }

    void finish_path() {
        for (int module = 1; module <= 10; ++module)
            tell("module.completed", {{"module", module}}, any(0, 9));
        const Json standing = running_.standing(credential_);
        tell("practicum.attended",
             {{"practicum", standing["path"][1]["practicum"]}, {"complete", true}}, any(0, 40));
        tell("exam.passed", {{"score", 88}}, any(0, 20));
    }

    void log_hours(int ago) {
        tell("cpe.logged",
             {{"activity", "a" + std::to_string(any(0, 99'999))},
              {"title", "T"},
              {"completed_on", day(ago)},
              {"credit", any(1, 3) * 8}},
             ago);
    }

    void act() {
        if (credentials_ == 0 || any(0, 9) == 0) return enroll();
        credential_ = "c" + std::to_string(any(0, credentials_ - 1));
        const Json money = {{"amount", 19900}, {"currency", "USD"}};
        switch (any(0, 9)) {
            case 0:
            case 1:
            case 2:
                return finish_path();
            case 3:
                return log_hours(any(0, 400));
            case 4:
            case 5:
                log_hours(any(0, 30));
                log_hours(any(0, 30));
                return tell("fee.paid", {{"kind", "renewal"}, {"money", money}}, any(0, 60));
            case 6:
                return tell("exam.extended", {{"until", day(-any(10, 200))}, {"reason", "illness"}},
                            any(0, 9));
            case 7:
                return tell("practicum.changed",
                            {{"from", running_.standing(credential_)["path"][1]["practicum"]},
                             {"to", next_practicum()}});
            case 8:
                return tell("fee.refunded",
                            {{"kind", "renewal"}, {"money", money}, {"reason", "asked for"}});
            default:
                return tell("entry.voided", {{"seq", last_[credential_]}, {"reason", "a mistake"}});
        }
    }

    static constexpr int kPracticums = 40;
    static inline const events::Date kBegins = events::parse_date("2022-01-03").value();

    RunningService& running_;
    std::mt19937_64 random_;
    events::Date today_ = kBegins;
    std::string credential_;
    std::string practicum_;
    int credentials_ = 0;
    std::map<std::string, std::uint64_t> last_;  // the last seq of each
    std::set<std::string> happened_;
};

}  // namespace

TEST_CASE("lists, single standings and a naive reference agree", "[list]") {
    const std::uint64_t seed = Catch::rngSeed() + 1;  // --rng-seed
    INFO("seed " << seed);
    RunningService running("2022-01-03T15:00:00Z");
    const RandomHistory history(running, seed);
    for (const char* type :
         {"credential.awarded", "credential.renewed", "exam.extended", "practicum.changed",
          "fee.refunded", "entry.voided", "practicum.rescheduled", "program.published"}) {
        INFO(type);
        CHECK(history.happened().contains(type));
    }
    const auto found = disagreements(*running, {.seed = seed, .moments = 100, .credentials = 5});
    CHECK(found == std::vector<std::string>());
}
