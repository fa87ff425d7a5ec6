// The exam: open from the practicum's last day for six months.
#include "demo/path.hpp"
#include "demo/world.hpp"

namespace recert::demo {
namespace {

constexpr int kWindowMonths = 6;
constexpr int kTermMonths = 24;

Draft result(Credential& c, bool passed, int attempt) {
    const int score = passed ? c.dice.between(72, 99) : c.dice.between(41, 69);
    return draft(passed ? "exam.passed" : "exam.failed", {{"score", score}, {"attempt", attempt}},
                 c.world.earlier_today(c.dice));
}

void sit_on(Credential& c, Date day, bool passes, int attempt) {
    c.later(day, Half::evening,
            [&c, passes, attempt] { c.tell(campus(), result(c, passes, attempt)); });
}

// A person's decision, where the service leaves it to one: the award it once made was voided.
void award_by_staff(Credential& c, Date from) {
    c.is_in_doubt = false;
    const Date until = events::add_months(from, kTermMonths) - days{1};
    c.tell(staff("mira"), draft("credential.awarded", {{"valid_from", on_day(from)},
                                                       {"valid_until", on_day(until)},
                                                       {"cycle", 1},
                                                       {"reason", "Passed by herself since."}}));
}

void pass_in_truth(Credential& c) {
    c.tell(campus(), result(c, true, 1));
    const Date day = c.today();
    c.later(day + days{1}, Half::morning, [&c, day] { award_by_staff(c, day); });
}

// The award that followed goes too: a person takes back what a person's mistake brought about.
void take_back_result(Credential& c, Seq passed) {
    c.take_back(passed, "The result of a namesake.");
    if (c.term) c.take_back(c.term->granted_by, "Awarded on a result that was another's.");
    const bool was_awarded = c.term.has_value();
    c.term.reset();
    if (!was_awarded) c.is_in_doubt = false;
    c.later(c.today() + days{c.dice.between(10, 30)}, Half::evening, [&c, was_awarded] {
        if (was_awarded) return pass_in_truth(c);
        c.tell(campus(), result(c, true, 1));
    });
}

void pass_wrongly(Credential& c) {
    c.is_in_doubt = true;
    c.tell(campus(), result(c, true, 1), [&c](const service::Appended& appended) {
        const Seq seq = appended.first;
        c.later(c.today() + days{c.dice.between(2, 9)}, Half::morning,
                [&c, seq] { take_back_result(c, seq); });
    });
}

void extend(Credential& c, Date closes_on) {
    const Date until = closes_on + days{c.dice.between(40, 70)};
    c.tell(staff("mira"),
           draft("exam.extended", {{"until", on_day(until)}, {"reason", "Parental leave."}}));
    sit_on(c, closes_on + days{c.dice.between(15, 38)}, true, 1);
}

}  // namespace

void plan_exam(Credential& c) {
    const Date opens_on = c.practicum->ends_on;
    const int soon = c.dice.chance(60) ? c.dice.between(0, 4) : c.dice.between(5, 75);
    const Date day = opens_on + days{soon};
    switch (c.twist) {
        case Twist::never_sits:
            return;
        case Twist::fails_once:
            sit_on(c, day, false, 1);
            return sit_on(c, day + days{c.dice.between(10, 70)}, true, 2);
        case Twist::fails_for_good:
            sit_on(c, day, false, 1);
            return sit_on(c, day + days{c.dice.between(10, 70)}, false, 2);
        case Twist::sits_later: {
            const Date closes_on = events::add_months(opens_on, kWindowMonths);
            return c.later(closes_on + days{c.dice.between(-15, 10)}, Half::morning,
                           [&c, closes_on] { extend(c, closes_on); });
        }
        case Twist::wrongly_passed:
            return c.later(opens_on + days{10}, Half::evening, [&c] { pass_wrongly(c); });
        default:
            return sit_on(c, day, true, 1);
    }
}

}  // namespace recert::demo
