#include "demo/upkeep.hpp"

#include <algorithm>
#include <memory>

#include "demo/fees.hpp"
#include "demo/learning.hpp"
#include "demo/world.hpp"

namespace recert::demo {
namespace {

constexpr int kCptmCredit = 24'00;
constexpr int kCptCredit = 40'00;
constexpr int kCptmMonths = 24;
constexpr int kCptMonths = 36;
constexpr std::int64_t kCptRenewalCents = 175'00;  // as the program's rules state them
constexpr std::int64_t kCptRetiredCents = 100'00;
constexpr int kExtensionDays = 90;
// Of the demo's own words: "I keep to the code of ethics."
constexpr const char* kEthicsSha256 =
    "3b10265d0b9cd6a5f3359343b8649c910dae892f072b3f3f18cc0cd6e1669131";

// A term while it is lived through.
struct Season {
    Credential& c;
    Term term;
    Course course;
    Charge charge;
    bool is_paid = false;

    bool is_renewed() const { return c.term && c.term->number > term.number; }
    int credit() const { return c.program == Program::cptm ? kCptmCredit : kCptCredit; }
};
using Shared = std::shared_ptr<Season>;

LearningPlan learning_plan(Season& s) {
    Dice& dice = s.c.dice;
    const Term& term = s.term;
    LearningPlan plan{term.number, s.credit(), term.starts_on, term.ends_on - days{2},
                      term.ends_on};
    const auto part = [&](int least, int most) {
        plan.credit = plan.credit / 100 * dice.between(least, most);
    };
    switch (s.course) {
        case Course::renews_early:
            plan.last = term.starts_on + (term.ends_on - term.starts_on) / 2;
            break;
        case Course::reports_late:
            plan.late = true;
            break;
        case Course::lacks_hours:
            part(30, 80);
            break;
        case Course::gives_up:
            part(0, 45);
            break;
        case Course::extended:
            plan.last = term.ends_on + days{kExtensionDays - 10};
            plan.due = plan.last;
            break;
        default:
            if (dice.chance(35)) part(100, 130);
            break;
    }
    return plan;
}

void pay_now(const Shared& s, Scribe::Heard heard = {}) {
    if (s->is_paid) return;
    s->is_paid = true;
    pay(s->c, s->charge, std::move(heard));
}

// The office finds that a payment was another's, and what it brought about goes with it. The
// service leaves the renewal to a person then.
void undo_payment(const Shared& s, Seq payment) {
    Credential& c = s->c;
    c.take_back(payment, "The payment of another holder.");
    s->is_paid = false;
    const std::optional<Term> undone = s->is_renewed() ? c.term : std::nullopt;
    if (undone) {
        c.take_back(undone->granted_by, "Renewed on a payment that was another's.");
        c.term = s->term;
    }
    c.later(c.today() + days{c.dice.between(1, 12)}, Half::evening, [s, undone] {
        if (!undone) s->c.is_in_doubt = false;
        pay_now(s);
        if (!undone) return;
        const Date paid_on = s->c.today();
        s->c.later(paid_on + days{1}, Half::morning, [s, undone, paid_on] {
            s->c.is_in_doubt = false;
            s->c.tell(staff("mira"),
                      draft("credential.renewed", {{"cycle", undone->number},
                                                   {"valid_from", on_day(undone->starts_on)},
                                                   {"valid_until", on_day(undone->ends_on)},
                                                   {"satisfied_on", on_day(paid_on)},
                                                   {"reason", "Paid by herself since."}}));
        });
    });
}

void pay_wrongly(const Shared& s) {
    s->c.is_in_doubt = true;
    pay_now(s, [s](const service::Appended& appended) {
        const Seq payment = appended.first;
        s->c.later(s->c.today() + days{s->c.dice.between(3, 15)}, Half::morning,
                   [s, payment] { undo_payment(s, payment); });
    });
}

// Some hours, or the fee, are let go for a reason.
void let_go(const Shared& s) {
    if (s->is_renewed()) return;
    if (s->c.dice.chance(50)) return waive(s->c, s->charge, "Volunteers as an instructor.");
    s->c.tell(staff("board"), draft("requirement.waived", {{"requirement", "total"},
                                                           {"cycle", s->term.number},
                                                           {"reason", "A long illness."}}));
    pay_now(s);
}

void extend(const Shared& s) {
    if (s->is_renewed()) return;
    s->c.tell(staff("board"),
              draft("extension.granted", {{"until", on_day(s->term.ends_on + days{kExtensionDays})},
                                          {"reason", "Deployed abroad."}}));
}

void plan_payment(const Shared& s) {
    Credential& c = s->c;
    Dice& dice = c.dice;
    const Date end = s->term.ends_on;
    const auto on = [&](Date day, auto what) { c.later(day, Half::evening, what); };
    switch (s->course) {
        case Course::renews:
        case Course::reports_late:
            return on(end - days{dice.between(1, 75)}, [s] { pay_now(s); });
        case Course::renews_early:
            return on(s->term.starts_on + days{dice.between(150, 450)}, [s] { pay_now(s); });
        case Course::pays_late:
            return on(end + days{dice.between(2, 14)}, [s] { pay_now(s); });
        case Course::lacks_hours:
            return on(end - days{dice.between(5, 60)}, [s] { pay_now(s); });
        case Course::extended:
            c.later(end - days{dice.between(3, 20)}, Half::morning, [s] { extend(s); });
            return on(end + days{dice.between(5, kExtensionDays - 10)}, [s] { pay_now(s); });
        case Course::waived:
            return on(end - days{dice.between(3, 40)}, [s] { let_go(s); });
        case Course::renewed_wrongly:
            return on(end - days{dice.between(35, 60)}, [s] { pay_wrongly(s); });
        case Course::never_pays:
        case Course::gives_up:
            return;
    }
}

// Staff assess the fee of most; of the others any payment will do, and is flagged.
void plan_assessment(const Shared& s) {
    Credential& c = s->c;
    if (c.program == Program::cpt || c.dice.chance(20)) return;
    const Date end = s->term.ends_on;
    c.later(end - days{c.dice.between(85, 110)}, Half::morning, [s, end] {
        if (s->is_renewed() || s->is_paid) return;
        assess(s->c, s->charge, "renewal-" + std::to_string(s->term.number), end);
    });
}

void plan_notices(const Shared& s) {
    const auto remind = [&](int days_before, const char* notice) {
        s->c.later(s->term.ends_on - days{days_before}, Half::morning, [s, notice] {
            if (s->is_renewed()) return;
            s->c.tell(mailroom(), draft("notice.sent", {{"notice", notice},
                                                        {"channel", "email"},
                                                        {"for_date", on_day(s->term.ends_on)}}));
        });
    };
    const int left = static_cast<int>((s->term.ends_on - s->c.today()).count());
    if (left > 180 && s->c.dice.chance(50)) remind(180, "renewal-in-180-days");
    if (left > 90) remind(90, "renewal-in-90-days");
    if (left > 30) remind(30, "renewal-in-30-days");
    if (left > 0 && s->c.program == Program::cptm) remind(-1, "lapsed");
}

void reinstate(const Shared& s) {
    Credential& c = s->c;
    const int months = c.program == Program::cptm ? kCptmMonths : kCptMonths;
    const Date until = events::add_months(c.today(), months) - days{1};
    c.tell(
        staff("board"),
        draft("credential.reinstated",
              {{"valid_until", on_day(until)}, {"reason", "Everything was there, but too late."}},
              on_day(c.today())),
        [s, until](const service::Appended&) {
            s->c.begin({s->term.number + 1, s->c.today(), until});
        });
}

// When it was not renewed: for most, that is that.
void look_back(const Shared& s) {
    Credential& c = s->c;
    if (s->is_renewed() || c.is_in_doubt) return;
    if (s->course == Course::lacks_hours && s->is_paid && c.dice.chance(60))
        return refund(c, s->charge, 100, "The cycle was not completed.");
    const bool comes_back = s->course == Course::pays_late || s->course == Course::lacks_hours;
    if (comes_back && c.dice.chance(50)) reinstate(s);
}

// One of those who will not renew may leave in good order.
void retire(const Shared& s) {
    if (s->is_renewed()) return;
    Credential& c = s->c;
    c.tell(staff("mira"), draft("credential.retired", {{"kind", "retired"}}));
    pay(c, Charge{"retired", kCptRetiredCents});
    c.is_over = true;
}

void plan_end(const Shared& s) {
    Credential& c = s->c;
    const Date end = s->term.ends_on;
    if (c.program == Program::cpt && s->course == Course::gives_up && c.dice.chance(30))
        return c.later(end - days{c.dice.between(5, 60)}, Half::morning, [s] { retire(s); });
    if (c.program == Program::cpt && c.dice.chance(80))
        c.later(end - days{c.dice.between(20, 200)}, Half::evening, [s] {
            s->c.tell(by_holder(s->c.person.id),
                      draft("attestation.signed", {{"attestation", "code-of-ethics"},
                                                   {"text_sha256", kEthicsSha256},
                                                   {"cycle", s->term.number}}));
        });
    if (s->course == Course::reports_late || s->course == Course::extended) return;
    c.later(end + days{c.dice.between(16, 70)}, Half::morning, [s] { look_back(s); });
}

Charge renewal_charge(Credential& c, const Term& term) {
    const bool is_cptm = c.program == Program::cptm;
    return {"renewal",
            is_cptm ? c.dice.between(30, 80) * kPriceStepCents : kCptRenewalCents,
            {},
            term.number};
}

}  // namespace

void live_through(Credential& c, const Term& term) {
    auto& fortunes = c.world.fortunes;
    const Course course =
        c.program == Program::cptm ? fortunes.cptm_courses.deal() : fortunes.cpt_courses.deal();
    const auto season = std::make_shared<Season>(Season{c, term, course, renewal_charge(c, term)});
    learn(c, learning_plan(*season));
    plan_assessment(season);
    plan_payment(season);
    plan_notices(season);
    plan_end(season);
}

}  // namespace recert::demo
