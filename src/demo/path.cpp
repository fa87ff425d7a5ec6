#include "demo/path.hpp"

#include <algorithm>

#include "demo/fees.hpp"
#include "demo/world.hpp"

namespace recert::demo {
namespace {

constexpr int kModules = 10;
constexpr int kShortestLead = 28;  // days from the registration to the practicum
constexpr int kLongestLead = 75;
constexpr int kAnyLead = 200;

// Somebody who is to change has to be early enough to do so.
int lead_for(Twist twist) {
    if (twist == Twist::changes_in_time) return 63;
    if (twist == Twist::changes_between || twist == Twist::changes_earlier) return 49;
    return kShortestLead;
}

Practicum* choose_practicum(Credential& c, const std::string& order) {
    // All of a team throw the same, so they go together while there are seats.
    Dice of_team(c.world.seed, order);
    Dice& dice = order.empty() ? c.dice : of_team;
    const int least = lead_for(c.twist);
    const int most = std::max(kLongestLead, least + 30);
    Practicums& practicums = c.world.practicums;
    Practicum* chosen = practicums.take_seat(c.today() + days{least}, c.today() + days{most}, dice);
    if (chosen != nullptr) return chosen;
    return practicums.take_seat(c.today() + days{kShortestLead}, c.today() + days{kAnyLead}, dice);
}

Json registration(const Credential& c, const Enrolment& enrolment) {
    Json data{{"program", c.program == Program::cptm ? kCptm : kCpt}, {"holder", c.person.id}};
    if (c.practicum != nullptr) data["practicum"] = c.practicum->id;
    if (!enrolment.order.empty()) data["order"] = enrolment.order;
    if (!enrolment.discount.empty()) data["discount"] = enrolment.discount;
    if (c.person.employer != nullptr) {
        data["organization"] = c.person.employer->id;
        data["employer_supported"] = true;
    }
    return data;
}

// Within two hours, but for a few.
void grant_access(Credential& c, events::Instant registered_at) {
    const bool is_late = c.dice.chance(2);
    const auto at = registered_at + std::chrono::minutes{c.dice.between(2, 110)};
    const auto grant = [&c](const std::string& when) {
        c.tell(campus(), draft("access.granted", {{"email_sent_to", c.person.email}}, when));
    };
    if (!is_late) return grant(events::format_instant(at));
    c.later(c.today() + days{1}, Half::evening,
            [&c, grant] { grant(c.world.earlier_today(c.dice)); });
}

void take_assessment(Credential& c, int module, bool is_again) {
    const bool passed = is_again || c.dice.chance(86);
    const std::string at = c.world.earlier_today(c.dice);
    std::vector<Draft> drafts;
    if (!is_again)
        drafts.push_back(draft("module.completed",
                               {{"module", module}, {"minutes_spent", c.dice.between(110, 310)}},
                               at));
    const int score = passed ? c.dice.between(70, 100) : c.dice.between(35, 69);
    drafts.push_back(
        draft("assessment.taken", {{"module", module}, {"score", score}, {"passed", passed}}, at));
    c.tell(campus(), std::move(drafts));
    if (!passed && c.dice.chance(70))
        c.later(c.today() + days{c.dice.between(1, 6)}, Half::evening,
                [&c, module] { take_assessment(c, module, true); });
}

std::vector<Date> some_days(Dice& dice, int count, Date first, Date last) {
    const int span = std::max(1, static_cast<int>((last - first).count()));
    std::vector<Date> chosen;
    chosen.reserve(static_cast<std::size_t>(count));
    for (int n = 0; n < count; ++n) chosen.push_back(first + days{dice.between(0, span)});
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

}  // namespace

void register_for_cptm(Credential& c, const Enrolment& enrolment) {
    if (c.twist == Twist::none) c.twist = c.world.fortunes.twists.deal();
    c.practicum = choose_practicum(c, enrolment.order);
    if (c.practicum == nullptr)
        return c.later(c.today() + days{14}, Half::evening,
                       [&c, enrolment] { register_for_cptm(c, enrolment); });
    const auto at = c.world.recorded_at() - std::chrono::minutes{c.dice.between(120, 400)};
    c.world.begin(
        shop(), c.stream(),
        draft("credential.registered", registration(c, enrolment), events::format_instant(at)));
    grant_access(c, at);
    const Charge charge = charge_registration(c, enrolment.discount);
    if (c.twist == Twist::drops_out && c.dice.chance(50))
        c.later(c.today() + days{c.dice.between(40, 90)}, Half::morning,
                [&c, charge] { refund(c, charge, 50, "Withdrew from the course."); });
    learn_modules(c);
    plan_change(c);
    await_practicum(c);
}

void learn_modules(Credential& c) {
    const Date begin = c.today() + days{1};
    const int before = c.twist == Twist::learns_late ? c.dice.between(4, 8)
                       : c.twist == Twist::drops_out ? c.dice.between(0, 6)
                                                     : kModules;
    auto dates = some_days(c.dice, before, begin, c.practicum->starts_on - days{3});
    if (c.twist == Twist::learns_late) {
        const Date end = c.practicum->ends_on;
        const auto late = some_days(c.dice, kModules - before, end + days{3}, end + days{50});
        dates.insert(dates.end(), late.begin(), late.end());
    }
    int module = 0;
    for (const Date day : dates) {
        ++module;
        c.later(day, Half::evening, [&c, module] { take_assessment(c, module, false); });
    }
    if (c.twist == Twist::drops_out || !c.dice.chance(70)) return;
    c.later(c.practicum->starts_on - days{c.dice.between(1, 3)}, Half::evening, [&c] {
        c.tell(campus(), draft("practice_exam.taken", {{"score", c.dice.between(50, 95)}},
                               c.world.earlier_today(c.dice)));
    });
}

void register_for_cpt(Credential& c, std::optional<Date> certified_on) {
    const auto told = [&c](Date day) {
        c.tell(staff("mira"), draft("exam.passed", Json::object(), on_day(day)));
    };
    const std::string at = on_day(certified_on.value_or(c.today()));
    c.world.begin(staff("mira"), c.stream(),
                  draft("credential.registered", registration(c, {}), at));
    if (certified_on) return told(*certified_on);
    if (c.dice.chance(6)) return;  // never earns it
    c.later(c.today() + days{c.dice.between(1, 90)}, Half::morning,
            [&c, told] { told(c.today() - days{c.dice.between(0, 1)}); });
}

}  // namespace recert::demo
