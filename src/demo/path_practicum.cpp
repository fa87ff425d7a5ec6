// The practicum: chosen, changed, cancelled, attended or missed.
#include "demo/fees.hpp"
#include "demo/path.hpp"
#include "demo/world.hpp"

namespace recert::demo {
namespace {

constexpr int kLastLook = 20;  // days before: what is cancelled is by then

void go_to(Credential& c, Practicum* practicum) {
    ++c.practicum->seats;
    c.practicum = practicum;
    await_practicum(c);
}

void change(Credential& c, Practicum* to, bool by_office) {
    if (to == nullptr) return;
    Json data{{"from", c.practicum->id}, {"to", to->id}};
    if (c.dice.chance(50)) data["reason"] = "A project at work was moved.";
    c.tell(by_office ? staff("mira") : by_holder(c.person.id),
           draft("practicum.changed", std::move(data)), [&c](const service::Appended& appended) {
               const auto fee = said(appended, "fee.assessed");
               if (fee) charge_class_change(c, fee->data.at("fee"));
           });
    go_to(c, to);
}

Practicum* later_one(Credential& c) {
    const Date after = std::max(c.practicum->starts_on, c.today()) + days{7};
    return c.world.practicums.take_seat(after, after + days{120}, c.dice);
}

void select_another(Credential& c) {
    Practicum* other =
        c.world.practicums.take_seat(c.today() + days{14}, c.today() + days{150}, c.dice);
    if (other == nullptr)
        return c.later(c.today() + days{14}, Half::evening, [&c] { select_another(c); });
    c.tell(by_holder(c.person.id), draft("practicum.selected", {{"practicum", other->id}}));
    go_to(c, other);
}

Draft attended(const Credential& c, bool complete, int minutes) {
    return draft("practicum.attended",
                 {{"practicum", c.practicum->id}, {"minutes", minutes}, {"complete", complete}},
                 on_day(c.practicum->ends_on));
}

Draft missed(const Credential& c, const char* reason) {
    return draft("practicum.missed", {{"practicum", c.practicum->id}, {"reason", reason}},
                 on_day(c.practicum->ends_on));
}

// Some of it, but not enough: another time.
void enter_missed_part(Credential& c) {
    c.twist = Twist::none;
    std::vector<Draft> drafts;
    drafts.push_back(attended(c, false, c.dice.between(200, 600)));
    drafts.push_back(missed(c, "Ill on the second day."));
    c.tell(staff("mira"), std::move(drafts));
    c.later(c.today() + days{c.dice.between(3, 12)}, Half::evening,
            [&c] { change(c, later_one(c), c.dice.chance(50)); });
}

void enter_into_roster(Credential& c) {
    if (c.twist == Twist::misses_a_part) return enter_missed_part(c);
    if (c.twist == Twist::drops_out) return c.tell(staff("mira"), missed(c, "Did not come."));
    c.tell(staff("mira"), attended(c, true, c.dice.between(1'100, 1'500)));
}

// On its last day.
void after_practicum(Credential& c) {
    c.later(c.practicum->roster_on, Half::morning, [&c] { enter_into_roster(c); });
    if (c.twist != Twist::drops_out && c.twist != Twist::misses_a_part) plan_exam(c);
}

}  // namespace

void await_practicum(Credential& c) {
    Practicum* const chosen = c.practicum;
    const Date end = chosen->ends_on;
    if (c.today() < chosen->starts_on - days{kLastLook})
        c.later(chosen->starts_on - days{kLastLook}, Half::evening, [&c, chosen] {
            if (c.practicum == chosen && chosen->is_cancelled) select_another(c);
        });
    c.later(end, Half::evening, [&c, chosen, end] {
        if (c.practicum != chosen || chosen->is_cancelled) return;
        if (chosen->ends_on != end) return await_practicum(c);  // it was moved
        after_practicum(c);
    });
}

void plan_change(Credential& c) {
    const Date start = c.practicum->starts_on;
    const auto ask = [&c](Date day, bool earlier) {
        Practicum* const chosen = c.practicum;
        c.later(day, Half::evening, [&c, chosen, earlier] {
            if (c.practicum != chosen || chosen->is_cancelled) return;
            if (chosen->starts_on <= c.today()) return;
            change(c,
                   earlier ? c.world.practicums.take_seat(c.today() + days{10},
                                                          chosen->starts_on - days{1}, c.dice)
                           : later_one(c),
                   c.dice.chance(30));
        });
    };
    switch (c.twist) {
        case Twist::changes_in_time:
            return ask(start - days{c.dice.between(43, 55)}, false);
        case Twist::changes_between:
            return ask(start - days{c.dice.between(31, 40)}, false);
        case Twist::changes_late:
            return ask(start - days{c.dice.between(3, 27)}, false);
        case Twist::changes_earlier:
            return ask(start - days{c.dice.between(25, 40)}, true);
        default:
            return;
    }
}

}  // namespace recert::demo
