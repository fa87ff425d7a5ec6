#include "projections/program.hpp"

#include <algorithm>
#include <cassert>

namespace recert::projections {

void Program::apply(const events::Recorded& recorded) {
    record_.apply(recorded);
    const auto& published = record_.all<events::ProgramPublished>();
    if (published.size() == versions_.size()) return;
    const auto& latest = published.back().data;
    auto rules = parse_rules(latest.rules, "/data/rules");
    assert(rules && "rules were checked before they were published");
    if (!rules) return;
    versions_.push_back(std::make_shared<RulesVersion>(
        RulesVersion{static_cast<std::int64_t>(versions_.size()) + 1, latest.effective_from,
                     published.back().on, std::move(*rules)}));
}

const std::string& Program::timezone() const {
    return record_.all<events::ProgramPublished>().front().data.timezone;
}

const RulesVersion* Program::rules_on(events::Date day) const {
    const RulesVersion* governing = nullptr;
    for (const auto& version : versions_)
        if (version->effective_from <= day &&
            (governing == nullptr || governing->effective_from <= version->effective_from))
            governing = version.get();
    return governing;
}

const RulesVersion* Program::rules_judging(events::Date day) const {
    const RulesVersion* governing = rules_on(day);
    if (governing == nullptr) return nullptr;
    const auto order = [](const RulesVersion& version) {
        return std::pair{version.effective_from, version.version};
    };
    for (const auto& version : versions_)
        if (version->rules.retroactive && order(*governing) < order(*version))
            governing = version.get();
    return governing;
}

std::shared_ptr<const Program> Program::under(Rules rules) const {
    events::Date first = versions_.front()->effective_from;
    for (const auto& version : versions_) first = std::min(first, version->effective_from);
    const auto next = static_cast<std::int64_t>(versions_.size()) + 1;
    auto changed = std::make_shared<Program>();
    changed->record_ = record_;
    changed->versions_ = {
        std::make_shared<RulesVersion>(RulesVersion{next, first, first, std::move(rules)})};
    return changed;
}

std::optional<PracticumDates> Program::practicum(const events::PracticumId& id,
                                                 events::Date as_of) const {
    std::optional<PracticumDates> dates;
    Seq latest{};
    for (const auto& fact : record_.all<events::PracticumScheduled>())
        if (fact.data.practicum == id && !dates) {
            dates = PracticumDates{fact.data.starts_on, fact.data.ends_on};
            latest = fact.seq;
        }
    if (!dates) return std::nullopt;
    for (const auto& fact : record_.all<events::PracticumRescheduled>())
        if (fact.data.practicum == id && fact.on <= as_of && latest < fact.seq) {
            dates = PracticumDates{fact.data.starts_on, fact.data.ends_on};
            latest = fact.seq;
        }
    for (const auto& fact : record_.all<events::PracticumCancelled>())
        if (fact.data.practicum == id && fact.on <= as_of && latest < fact.seq)
            dates->cancelled = true;
    return dates;
}

bool Program::provider_approved(std::string_view provider, events::Date day) const {
    const auto withdrawn_since = [&](Seq seq) {
        for (const auto& fact : record_.all<events::ProviderWithdrawn>())
            if (fact.data.provider.text == provider && seq < fact.seq && fact.on <= day)
                return true;
        return false;
    };
    for (const auto& fact : record_.all<events::ProviderApproved>())
        if (fact.data.provider.text == provider && fact.on <= day &&
            day <= fact.data.until.value_or(day) && !withdrawn_since(fact.seq))
            return true;
    return false;
}

}  // namespace recert::projections
