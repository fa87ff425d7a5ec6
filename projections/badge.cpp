#include "projections/badge.hpp"

#include <algorithm>

#include "projections/badge_marks.hpp"
#include "projections/requirements.hpp"
#include "projections/standing.hpp"
#include "projections/words.hpp"

namespace recert::projections {
namespace {

using events::Date;

// What is asked for on the way to the award.
std::string path_words(const PathRules& path) {
    std::vector<std::string> steps;
    if (path.modules) steps.push_back(counted_words(std::to_string(path.modules->count), "module"));
    if (path.practicum) steps.emplace_back("a practicum, attended to its end");
    if (path.exam) steps.emplace_back("a pass in the exam");
    std::string words = "To earn it: ";
    for (std::size_t i = 0; i < steps.size(); ++i) words += (i == 0 ? "" : "; ") + steps[i];
    return words + '.';
}

// What is asked for in each cycle: the clauses the rules rest on, else the requirements.
std::string upkeep_words(const Rules& rules) {
    std::vector<std::string> said;
    for (const Requirement& requirement : rules.requirements) {
        std::string words = requirement.clause.value_or(required_words(requirement, rules));
        if (words.ends_with('.')) words.pop_back();
        if (std::ranges::find(said, words) == said.end()) said.push_back(std::move(words));
    }
    std::string words = " To keep it, in each certification period: ";
    for (std::size_t i = 0; i < said.size(); ++i) words += (i == 0 ? "" : "; ") + said[i];
    return words + '.';
}

const events::ProgramPublished& published_by(const Program& program, Date as_of) {
    const auto& all = program.record().all<events::ProgramPublished>();
    const events::ProgramPublished* newest = &all.front().data;
    for (const auto& fact : all)
        if (fact.on <= as_of) newest = &fact.data;
    return *newest;
}

std::vector<BadgeResult> results_of(const Matter& matter, const Cycles& granted, std::size_t n,
                                    Date as_of) {
    std::vector<BadgeResult> results;
    if (n == 0 || granted[n].begun_anew) return results;
    const Cycle& before = granted[n - 1];
    for (const auto& result : judge_cycle(matter, granted, before, as_of).requirements) {
        if (!result.rule->sum || result.year || result.waived) continue;
        results.push_back({result.rule->id, before.rules->version,
                           required_words(*result.rule, before.rules->rules),
                           events::format_credit(result.required),
                           events::format_credit(result.counted)});
    }
    return results;
}

// The award whose number the credential bears on that day.
std::string number_by(const CredentialRecord& record, Date as_of) {
    std::string number;
    for (const auto& award : record.all<events::CredentialAwarded>())
        if (award.on <= as_of) number = award.data.number.value_or("");
    return number;
}

}  // namespace

std::optional<BadgeFacts> badge_facts(const CredentialRecord& record, const Context& context,
                                      std::optional<std::int64_t> cycle, Date as_of) {
    const auto claims = claims_of(record);
    const Matter matter{record, context, claims};
    const Cycles granted = granted_by(granted_cycles(matter), as_of);
    if (granted.empty()) return std::nullopt;
    const std::int64_t wanted = cycle.value_or(granted.back().number);
    const auto found = std::ranges::find(granted, wanted, &Cycle::number);
    if (found == granted.end()) return std::nullopt;
    const auto& registered = record.all<events::CredentialRegistered>().front().data;
    const auto& published = published_by(*context.program, as_of);
    const auto marks = badge_marks(record);
    const auto place = marks.places.find(found->decision);
    return BadgeFacts{
        .program = registered.program.text,
        .program_name = published.name,
        .issuer_name = published.issuer,
        .url = published.url,
        .criteria = path_words(path_rules(record, *context.program).rules.path) +
                    upkeep_words(found->rules->rules),
        .number = number_by(record, as_of),
        .holder = registered.holder.text,
        .cycle = found->number,
        .valid_from = found->starts_on,
        .valid_until = found->deadline,
        .decision = found->decision,
        .place = place == marks.places.end() ? found->decision : place->second,
        .results =
            results_of(matter, granted, static_cast<std::size_t>(found - granted.begin()), as_of)};
}

}  // namespace recert::projections
