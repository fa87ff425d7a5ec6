#include "demo/cohort.hpp"

#include <algorithm>
#include <array>

#include "demo/names.hpp"
#include "demo/path.hpp"
#include "demo/world.hpp"

namespace recert::demo {
namespace {

using events::StreamKind;
using events::StreamName;

constexpr std::size_t kEmployersMax = 40;
constexpr unsigned kPeopleAnEmployer = 40;
constexpr int kTeamMax = 7;
// Those certified before the ledger began came over in its first months.
constexpr int kMonthsOfImport = 4;

StreamName stream_of(const Employer& employer) { return {StreamKind::organization, employer.id}; }

void rename(World& world, const Employer& employer, const std::string& name) {
    world.tell(
        staff("mira"), stream_of(employer),
        {draft("organization.updated", {{"name", name + " Group"}})},
        [&world, &employer](const service::Appended& appended) {
            if (employer.kind != "company") return;
            const auto seq = appended.first.value;
            world.diary.enter({world.today() + days{3}, Half::morning}, [&world, &employer, seq] {
                world.tell(staff("mira"), stream_of(employer),
                           {draft("entry.voided", {{"seq", seq}, {"reason", "Only a rumour."}})});
            });
        });
}

std::string discount_for(const Person& person, const std::string& order) {
    if (!order.empty()) return "group";
    if (person.employer == nullptr) return {};
    if (person.employer->kind == "nonprofit" || person.employer->kind == "government")
        return person.employer->kind;
    return {};
}

Credential& begin(World& world, Person& person, Program program) {
    Credential& c = world.credentials.emplace_back(world, person, program);
    (program == Program::cptm ? person.cptm : person.cpt) = &c;
    return c;
}

}  // namespace

Cohort::Cohort(World& world, Date start, unsigned people)
    : world_(world),
      start_(start),
      people_(people),
      dice_(world.seed, "cohort"),
      interests_({{Interest::cptm, 38}, {Interest::cpt, 8}, {Interest::both, 4}},
                 Dice(world.seed, "interests")) {}

void Cohort::plan() {
    const std::size_t count =
        std::clamp<std::size_t>(people_ / kPeopleAnEmployer, 6, kEmployersMax);
    for (std::size_t n = 0; n < count; ++n) {
        const int after = n < count / 2 ? 0 : dice_.between(20, 1'200);
        world_.diary.enter({start_ + days{after}, Half::morning},
                           [this, n] { found(employers_.emplace_back(), n); });
    }
    world_.diary.enter({start_ + days{1}, Half::morning}, [this] { approve_providers(); });
    for (int month = 0; month < kMonths; ++month)
        world_.diary.enter({events::add_months(start_, month) + days{1}, Half::morning},
                           [this, month] { plan_month(month); });
}

void Cohort::found(Employer& employer, std::size_t number) {
    const auto [name, kind] = organization_name(number, dice_);
    employer = {"demo-org-" + std::to_string(number + 1), kind};
    world_.begin(staff("mira"), stream_of(employer),
                 draft("organization.registered", {{"name", name}, {"kind", kind}}));
    if (!dice_.chance(20)) return;
    world_.diary.enter({world_.today() + days{dice_.between(100, 900)}, Half::morning},
                       [this, &employer, name = name] { rename(world_, employer, name); });
}

void Cohort::approve_providers() {
    constexpr std::array kNames = {"Harbor Learning Forum", "Northlight Academy",
                                   "Quarter Hour Podcast", "Society of Training Managers"};
    const StreamName stream{StreamKind::program, kCptm};
    for (std::size_t n = 0; n < kNames.size(); ++n) {
        Json data{{"provider", "demo-provider-" + std::to_string(n + 1)}, {"name", kNames[n]}};
        if (n == 0) data["until"] = on_day(start_ + days{1'500});
        world_.tell(staff("rhea"), stream, {draft("provider.approved", std::move(data))});
    }
    world_.diary.enter({start_ + days{800}, Half::morning}, [this, stream] {
        world_.tell(staff("rhea"), stream,
                    {draft("provider.withdrawn",
                           {{"provider", "demo-provider-3"}, {"reason", "Has closed."}})});
    });
}

// People by the end of a month, counted evenly over all of them.
void Cohort::plan_month(int month) {
    const auto by = [&](int months) { return people_ * static_cast<unsigned>(months) / kMonths; };
    int left = static_cast<int>(by(month + 1) - by(month));
    const Date first = world_.today() + days{1};
    for (int team = 1; left > 0; ++team) {
        const Date day = first + days{dice_.between(0, 25)};
        const int size =
            left >= 2 && dice_.chance(6) ? dice_.between(2, std::min(left, kTeamMax)) : 1;
        left -= size;
        if (size == 1)
            world_.diary.enter({day, Half::evening}, [this] { arrive_alone(); });
        else
            world_.diary.enter({day, Half::evening},
                               [this, size, team] { arrive_as_team(size, team); });
    }
}

const Employer* Cohort::some_employer() {
    return employers_.empty() ? nullptr : &dice_.pick(employers_);
}

void Cohort::arrive_alone() {
    Person& person = arrive(world_, dice_.chance(45) ? some_employer() : nullptr);
    take_up(person, interests_.deal(), {});
}

void Cohort::arrive_as_team(int size, int number) {
    const Employer* const employer = some_employer();
    const std::string order = "team-" + on_day(world_.today()) + '-' + std::to_string(number);
    for (int n = 0; n < size; ++n) take_up(arrive(world_, employer), Interest::cptm, order);
}

void Cohort::take_up(Person& person, Interest interest, const std::string& order) {
    if (interest != Interest::cpt)
        register_for_cptm(begin(world_, person, Program::cptm),
                          {order, discount_for(person, order)});
    if (interest == Interest::cptm) return;
    const bool imported = world_.today() < events::add_months(start_, kMonthsOfImport);
    if (imported && interest == Interest::cpt)
        return register_for_cpt(begin(world_, person, Program::cpt),
                                start_ - days{person.dice.between(30, 900)});
    const int wait = interest == Interest::both ? person.dice.between(60, 500) : 0;
    world_.diary.enter({world_.today() + days{wait}, Half::evening}, [this, &person] {
        if (!person.is_gone) register_for_cpt(begin(world_, person, Program::cpt), std::nullopt);
    });
}

}  // namespace recert::demo
