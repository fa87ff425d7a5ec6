#include "demo/people.hpp"

#include "demo/names.hpp"
#include "demo/world.hpp"

namespace recert::demo {
namespace {

using events::StreamKind;

std::string padded(std::size_t number) {
    std::string digits = std::to_string(number);
    return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

Json introduction(const PersonName& name, Person& person) {
    Json data{{"name", name.full},
              {"email", person.email},
              {"locale", name.locale},
              {"timezone", name.timezone}};
    if (person.dice.chance(35)) data["birth_month"] = person.dice.between(1, 12);
    return data;
}

void say_preferences(World& world, Person& person) {
    Json data{{"publish_name", person.dice.chance(60)}};
    if (person.dice.chance(30)) data["reminders"] = person.dice.chance(50);
    world.tell(by_holder(person.id), person.stream(), {draft("holder.preferred", std::move(data))});
}

void move_mail(World& world, Person& person) {
    person.email = "new." + person.email;
    world.tell(by_holder(person.id), person.stream(),
               {draft("holder.updated", {{"email", person.email}})});
}

// Typed in at the wrong person's page, and taken back.
void mistake_for_another(World& world, Person& person) {
    world.tell(
        staff("mira"), person.stream(),
        {draft("holder.updated", {{"locale", "en-AU"}, {"timezone", "Australia/Sydney"}})},
        [&world, &person](const service::Appended& appended) {
            const auto seq = appended.first.value;
            world.diary.enter({world.today() + days{2}, Half::morning}, [=, &world, &person] {
                world.tell(
                    staff("mira"), person.stream(),
                    {draft("entry.voided", {{"seq", seq}, {"reason", "Meant for a namesake."}})});
            });
        });
}

void place_hold(World& world, Person& person) {
    world.tell(staff("counsel"), person.stream(),
               {draft("hold.placed", {{"reason", "A dispute with an employer is pending."}})});
    if (person.dice.chance(40)) return;
    world.diary.enter({world.today() + days{person.dice.between(60, 300)}, Half::morning},
                      [&world, &person] {
                          world.tell(staff("counsel"), person.stream(),
                                     {draft("hold.released", {{"reason", "Settled."}})});
                      });
}

// The same person registers a second time, and staff notice.
void arrive_twice(World& world, Person& person) {
    const events::StreamName twin{StreamKind::holder, person.id + "-twin"};
    Dice dice(world.seed, twin.id);
    world.begin(shop(), twin,
                draft("holder.registered",
                      {{"name", person_name(dice).full}, {"email", "old." + person.email}}));
    world.diary.enter(
        {world.today() + days{dice.between(3, 30)}, Half::morning}, [&world, &person, twin] {
            world.tell(staff("mira"), twin, {draft("holder.merged", {{"into", person.id}})});
        });
}

}  // namespace

Person& arrive(World& world, const Employer* employer) {
    const std::string id = "demo-" + padded(world.people.size() + 1);
    Person& person =
        world.people.emplace_back(Person{id, id + "@example.org", employer, Dice(world.seed, id)});
    const PersonName name = person_name(person.dice);
    world.begin(shop(), person.stream(), draft("holder.registered", introduction(name, person)));
    const auto some_day = [&](int percent, int least, int most, Half half, auto what) {
        if (!person.dice.chance(percent)) return;
        world.diary.enter({world.today() + days{person.dice.between(least, most)}, half},
                          [&world, &person, what] {
                              if (!person.is_gone) what(world, person);
                          });
    };
    some_day(40, 0, 30, Half::evening, say_preferences);
    some_day(10, 100, 1'500, Half::evening, move_mail);
    some_day(1, 30, 900, Half::morning, mistake_for_another);
    some_day(2, 60, 900, Half::morning, place_hold);
    some_day(2, 5, 400, Half::evening, arrive_twice);
    return person;
}

}  // namespace recert::demo
