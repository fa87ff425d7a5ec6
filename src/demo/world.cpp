#include "demo/world.hpp"

namespace recert::demo {

World::World(std::uint64_t its_seed, Date eve, service::Service& service)
    : seed(its_seed), diary(eve), scribe(service), fortunes(its_seed), practicums(*this) {}

std::string World::earlier_today(Dice& dice) const {
    const auto before = std::chrono::seconds{dice.between(10 * 60, 7 * 3'600)};
    return events::format_instant(recorded_at() - before);
}

void World::begin(const Principal& who, const events::StreamName& stream, Draft first) {
    service::Append request;
    request.principal = who;
    request.stream = stream;
    request.creates = true;
    request.drafts.push_back(std::move(first));
    scribe.append(std::move(request));
}

void World::tell(const Principal& who, const events::StreamName& stream, std::vector<Draft> drafts,
                 Scribe::Heard heard) {
    service::Append request;
    request.principal = who;
    request.stream = stream;
    request.drafts = std::move(drafts);
    scribe.append(std::move(request), std::move(heard));
}

Fortunes::Fortunes(std::uint64_t seed)
    : twists({{Twist::none, 70},
              {Twist::drops_out, 4},
              {Twist::changes_in_time, 4},
              {Twist::changes_between, 3},
              {Twist::changes_late, 4},
              {Twist::changes_earlier, 2},
              {Twist::misses_a_part, 3},
              {Twist::learns_late, 4},
              {Twist::fails_once, 8},
              {Twist::fails_for_good, 2},
              {Twist::never_sits, 2},
              {Twist::sits_later, 2},
              {Twist::wrongly_passed, 1}},
             Dice(seed, "twists")),
      cptm_courses({{Course::renews, 60},
                    {Course::renews_early, 7},
                    {Course::reports_late, 7},
                    {Course::pays_late, 5},
                    {Course::lacks_hours, 5},
                    {Course::never_pays, 4},
                    {Course::gives_up, 7},
                    {Course::extended, 2},
                    {Course::waived, 2},
                    {Course::renewed_wrongly, 1}},
                   Dice(seed, "cptm courses")),
      cpt_courses({{Course::renews, 24},
                   {Course::renews_early, 3},
                   {Course::reports_late, 3},
                   {Course::pays_late, 2},
                   {Course::lacks_hours, 2},
                   {Course::never_pays, 3},
                   {Course::gives_up, 12},
                   {Course::extended, 1}},
                  Dice(seed, "cpt courses")),
      turns({{Turn::none, 120},
             {Turn::suspended, 3},
             {Turn::suspended_for_good, 1},
             {Turn::revoked, 1},
             {Turn::revoked_and_back, 1},
             {Turn::surrendered, 2},
             {Turn::retired, 3},
             {Turn::retired_and_back, 1},
             {Turn::emeritus, 1},
             {Turn::inactive, 1},
             {Turn::inactive_and_back, 2},
             {Turn::dies, 1},
             {Turn::appeals, 2}},
            Dice(seed, "turns")) {}

}  // namespace recert::demo
