#include "projections/retention.hpp"

#include <algorithm>

#include "projections/cycles.hpp"
#include "projections/standing.hpp"

namespace recert::projections {
namespace {

using events::Date;
using Until = std::optional<Date>;  // nullopt: no end is known
using Hashes = std::vector<events::Sha256Hex>;

// What was ever said of an activity.
struct Named {
    Date earned;
    std::vector<std::string> files{};
};

// Calls `visit` with each fact of a type, void ones too.
template <class E, class F>
void each_ever(const CredentialRecord& record, const F& visit) {
    for (const auto& fact : record.all<E>()) visit(fact);
    for (const auto& fact : record.voided<E>()) visit(fact);
}

void add(const std::optional<Hashes>& files, std::vector<std::string>& to) {
    if (!files) return;
    for (const events::Sha256Hex& file : *files) to.push_back(file.text);
}

std::map<std::string, Named> named_by_activity(const CredentialRecord& record) {
    std::map<std::string, Named> named;
    each_ever<events::CpeLogged>(record, [&](const auto& fact) {
        Named& one = named[fact.data.activity.text];
        one.earned = std::max(one.earned, fact.data.completed_on);
        add(fact.data.evidence, one.files);
    });
    each_ever<events::CpeAmended>(record, [&](const auto& fact) {
        Named& one = named[fact.data.activity.text];
        one.earned = std::max(one.earned, fact.data.completed_on.value_or(one.earned));
        add(fact.data.evidence, one.files);
    });
    return named;
}

bool has_open_audit(const CredentialRecord& record) {
    const auto& closed = record.all<events::AuditClosed>();
    return std::ranges::any_of(record.all<events::AuditSelected>(), [&](const auto& selected) {
        return std::ranges::none_of(closed, [&](const auto& one) {
            return one.seq > selected.seq && one.data.audit == selected.data.audit;
        });
    });
}

bool has_open_appeal(const CredentialRecord& record) {
    const auto& decided = record.all<events::AppealDecided>();
    return std::ranges::any_of(record.all<events::AppealFiled>(), [&](const auto& filed) {
        return std::ranges::none_of(decided, [&](const auto& one) {
            return one.seq > filed.seq && one.data.subject == filed.data.subject;
        });
    });
}

bool goes_on(CredentialStatus status) {
    return status == CredentialStatus::candidate || status == CredentialStatus::active ||
           status == CredentialStatus::grace || status == CredentialStatus::suspended;
}

// The cycles of a credential, and whether the last one may still be renewed.
struct Keeping {
    Cycles cycles;
    bool is_open;

    // Evidence of the cycle at this place, for what happened on a day.
    Until of_cycle(std::size_t place, Date day) const {
        const Cycle& cycle = cycles[place];
        const auto& keep = cycle.rules->rules.windows.evidence_keep;
        const bool is_last = place + 1 == cycles.size();
        if (!keep || (is_last && is_open)) return std::nullopt;
        return std::max(cycle.deadline, day) + *keep;
    }

    // The last cycle that what was earned on a day may count in.
    Until earned_on(Date day) const {
        if (cycles.empty()) return std::nullopt;
        std::size_t place = 0;
        while (place + 1 < cycles.size() && cycles[place + 1].starts_on <= day) ++place;
        const bool carries = cycles[place].rules->rules.carry_over.has_value();
        if (carries && place + 1 < cycles.size()) ++place;
        return of_cycle(place, day);
    }

    Until audited(std::int64_t number) const {
        for (std::size_t place = 0; place < cycles.size(); ++place)
            if (cycles[place].number == number) return of_cycle(place, cycles[place].deadline);
        return std::nullopt;
    }
};

}  // namespace

EvidenceNeeds evidence_needs(const CredentialRecord& record, const Context& context, Date today) {
    const Keeping keeping{decided_cycles(record, *context.program),
                          goes_on(assess(record, context, today).status)};
    EvidenceNeeds needs{.all = has_open_audit(record) || has_open_appeal(record)};
    const auto need = [&](const std::string& file, Until until) {
        const auto [place, is_new] = needs.until.try_emplace(file, until);
        if (is_new || !place->second) return;
        place->second = until ? std::max(*place->second, *until) : until;
    };
    for (const auto& [activity, named] : named_by_activity(record))
        for (const std::string& file : named.files) need(file, keeping.earned_on(named.earned));
    each_ever<events::AuditResponded>(record, [&](const auto& responded) {
        Until until;
        for (const auto& selected : record.all<events::AuditSelected>())
            if (selected.data.audit == responded.data.audit)
                until = keeping.audited(selected.data.cycle);
        for (const events::Sha256Hex& file : responded.data.evidence) need(file.text, until);
    });
    return needs;
}

bool is_evidence_needed(const std::vector<EvidenceNeeds>& needs, const std::string& sha256,
                        Date since, Date today) {
    bool is_named = false;
    for (const EvidenceNeeds& one : needs) {
        if (one.all) return true;
        const auto found = one.until.find(sha256);
        if (found == one.until.end()) continue;
        is_named = true;
        if (!found->second || *found->second >= today) return true;
    }
    return !is_named && since + kUnnamedEvidenceKept >= today;
}

}  // namespace recert::projections
