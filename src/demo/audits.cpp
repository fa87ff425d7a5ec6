#include "demo/audits.hpp"

#include <algorithm>

#include "demo/world.hpp"

namespace recert::demo {
namespace {

constexpr std::size_t kSizeMax = 12;
constexpr std::size_t kShare = 20;  // one in so many

struct Audit {
    std::string id;
    Program program;
    events::StreamName stream;
    std::size_t size;
};

std::vector<Credential*> population(World& world, Program program) {
    std::vector<Credential*> found;
    for (Credential& c : world.credentials)
        if (c.program == program && c.is_good() && c.term->starts_on <= world.today())
            found.push_back(&c);
    return found;
}

void close(Credential& c, const std::string& audit) {
    const bool is_deficient = c.dice.chance(12);
    Json findings = Json::array();
    if (is_deficient) findings.push_back("Two certificates do not show the hours claimed.");
    c.tell(auditor(), draft("audit.closed", {{"audit", audit},
                                             {"result", is_deficient ? "deficient" : "accepted"},
                                             {"findings", findings}}));
}

void select(Credential& c, const std::string& audit) {
    const Date respond_by = c.today() + days{45};
    c.tell(auditor(), draft("audit.selected", {{"audit", audit},
                                               {"cycle", c.term->number},
                                               {"respond_by", on_day(respond_by)}}));
    if (c.dice.chance(88))
        c.later(c.today() + days{c.dice.between(3, 40)}, Half::evening, [&c, audit] {
            c.tell(by_holder(c.person.id),
                   draft("audit.responded", {{"audit", audit}, {"evidence", Json::array()}}));
        });
    c.later(respond_by + days{c.dice.between(2, 20)}, Half::morning,
            [&c, audit] { close(c, audit); });
}

void draw(World& world, const Audit& audit) {
    auto left = population(world, audit.program);
    Dice dice(world.seed, audit.id);
    Json ids = Json::array();
    std::vector<Credential*> drawn;
    while (drawn.size() < audit.size && !left.empty()) {
        std::swap(left[dice.below(left.size())], left.back());
        drawn.push_back(left.back());
        ids.push_back(drawn.back()->id);
        left.pop_back();
    }
    world.tell(auditor(), audit.stream,
               {draft("audit.drawn", {{"audit", audit.id},
                                      {"seed_checkpoint", "none: drawn by the demo's own dice"},
                                      {"selected", ids}})});
    for (Credential* const c : drawn) select(*c, audit.id);
}

void announce(World& world, Program program) {
    const auto all = population(world, program);
    if (all.empty()) return;
    const std::string name = program == Program::cptm ? kCptm : kCpt;
    const Audit audit{"demo-" + name + '-' + on_day(world.today()).substr(0, 4),
                      program,
                      {events::StreamKind::program, name},
                      std::min(kSizeMax, 1 + all.size() / kShare)};
    world.tell(auditor(), audit.stream,
               {draft("audit.announced", {{"audit", audit.id},
                                          {"population", "program=" + name + "&status=active"},
                                          {"at_seq", world.scribe.last().value},
                                          {"size", audit.size}})});
    world.diary.enter({world.today() + days{7}, Half::morning},
                      [&world, audit] { draw(world, audit); });
}

}  // namespace

void plan_audits(World& world, Date start, int years) {
    for (int year = 1; year <= years; ++year) {
        const Date day = events::add_months(start, 12 * year);
        world.diary.enter({day - days{60}, Half::morning},
                          [&world] { announce(world, Program::cptm); });
        world.diary.enter({day - days{20}, Half::morning},
                          [&world] { announce(world, Program::cpt); });
    }
}

}  // namespace recert::demo
