#include "demo/practicums.hpp"

#include <array>

#include "demo/world.hpp"

namespace recert::demo {
namespace {

constexpr int kMonthsAhead = 7;
constexpr int kSeatsVirtual = 20;
constexpr int kSeatsInPerson = 15;
constexpr int kUsualSize = 12;

constexpr std::array kLocations = {"Raleigh, North Carolina", "Denver, Colorado",
                                   "Boston, Massachusetts", "Chicago, Illinois"};

const events::StreamName kStream{events::StreamKind::program, kCptm};

Date monday_on_or_after(Date day) {
    while (std::chrono::weekday{day} != std::chrono::Monday) day += days{1};
    return day;
}

}  // namespace

void Practicums::plan(Date start, int a_month) {
    start_ = start;
    sessions_ = 1 + a_month / kUsualSize;
    world_.diary.enter({start, Half::morning}, [this] {
        for (int month = 1; month <= kMonthsAhead; ++month) announce(month);
    });
}

// All of a month, `month` months after the start; then waits for the next to come.
void Practicums::announce(int month) {
    const Date first = events::add_months(start_, month);
    for (int n = 0; n < sessions_; ++n)
        announce(monday_on_or_after(first + days{n * 28 / sessions_}), (n + month) % 3 == 2, n + 1);
    if (month < kMonthsAhead) return;
    world_.diary.enter({events::add_months(start_, month - kMonthsAhead + 1), Half::morning},
                       [this, month] { announce(month + 1); });
}

void Practicums::announce(Date monday, bool in_person, int number) {
    const std::string id = "demo-" + on_day(monday) + '-' + std::to_string(number);
    Dice dice(world_.seed, id);
    Practicum& practicum = all_.emplace_back(Practicum{id,
                                                       monday,
                                                       monday + days{in_person ? 2 : 4},
                                                       {},
                                                       in_person,
                                                       in_person ? kSeatsInPerson : kSeatsVirtual});
    practicum.roster_on = practicum.ends_on + days{dice.between(1, 6)};
    Json data{{"practicum", id},
              {"starts_on", on_day(practicum.starts_on)},
              {"ends_on", on_day(practicum.ends_on)},
              {"format", in_person ? "in-person" : "virtual"},
              {"capacity", practicum.seats}};
    if (in_person) data["location"] = dice.pick(kLocations);
    world_.tell(staff("mira"), kStream, {draft("practicum.scheduled", std::move(data))});
    const auto before = [&](int least, int most, auto what) {
        const Date day = practicum.starts_on - days{dice.between(least, most)};
        if (world_.today() < day) world_.diary.enter({day, Half::morning}, what);
    };
    const int fate = dice.between(1, 100);
    const int weeks = dice.between(1, 3);
    if (fate <= 7)
        before(20, 36, [this, &practicum, weeks] { move(practicum, weeks); });
    else if (fate <= 12)
        before(25, 40, [this, &practicum] { cancel(practicum); });
    else if (fate == 13)
        announce_by_mistake(practicum);
}

// The same again under another name, and taken back before anybody chose it.
void Practicums::announce_by_mistake(const Practicum& practicum) {
    world_.tell(staff("mira"), kStream,
                {draft("practicum.scheduled", {{"practicum", practicum.id + "-bis"},
                                               {"starts_on", on_day(practicum.starts_on)},
                                               {"ends_on", on_day(practicum.ends_on)},
                                               {"format", "virtual"}})},
                [this](const service::Appended& appended) {
                    world_.tell(staff("mira"), kStream,
                                {draft("entry.voided", {{"seq", appended.first.value},
                                                        {"reason", "Entered twice."}})});
                });
}

void Practicums::move(Practicum& practicum, int weeks) {
    world_.is_to_sweep = true;
    for (Date* day : {&practicum.starts_on, &practicum.ends_on, &practicum.roster_on})
        *day += days{7 * weeks};
    world_.tell(staff("mira"), kStream,
                {draft("practicum.rescheduled", {{"practicum", practicum.id},
                                                 {"starts_on", on_day(practicum.starts_on)},
                                                 {"ends_on", on_day(practicum.ends_on)},
                                                 {"reason", "The instructor is not available."}})});
}

void Practicums::cancel(Practicum& practicum) {
    world_.is_to_sweep = true;
    practicum.is_cancelled = true;
    world_.tell(staff("mira"), kStream,
                {draft("practicum.cancelled",
                       {{"practicum", practicum.id}, {"reason", "Too few participants."}})});
}

Practicum* Practicums::take_seat(Date from, Date to, Dice& dice) {
    std::vector<Practicum*> open;
    for (auto place = all_.rbegin(); place != all_.rend(); ++place) {
        if (place->starts_on + days{60} < from) break;  // announced in order, moved by weeks
        if (place->is_cancelled || place->seats == 0) continue;
        if (from <= place->starts_on && place->starts_on <= to) open.push_back(&*place);
    }
    if (open.empty()) return nullptr;
    Practicum* chosen = dice.pick(open);
    --chosen->seats;
    return chosen;
}

}  // namespace recert::demo
