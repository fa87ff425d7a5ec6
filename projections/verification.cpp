#include "projections/verification.hpp"

#include <algorithm>

#include "projections/requirements.hpp"
#include "projections/standing.hpp"

namespace recert::projections {
namespace {

using events::Date;

Verdict verdict_of(CredentialStatus status) {
    switch (status) {
        case CredentialStatus::candidate:
        case CredentialStatus::expired_candidate:
            return Verdict::not_yet_certified;
        case CredentialStatus::active:
            return Verdict::active;
        case CredentialStatus::grace:
            return Verdict::grace;
        case CredentialStatus::suspended:
            return Verdict::suspended;
        case CredentialStatus::lapsed:
            return Verdict::expired;
        case CredentialStatus::revoked:
            return Verdict::revoked;
        case CredentialStatus::surrendered:
            return Verdict::surrendered;
        case CredentialStatus::retired:
            return Verdict::retired;
        case CredentialStatus::emeritus:
            return Verdict::emeritus;
        case CredentialStatus::inactive:
            return Verdict::inactive;
        case CredentialStatus::deceased:
            return Verdict::deceased;
    }
    return Verdict::not_yet_certified;
}

const Fact<events::CredentialAwarded>* award_of(const Facts<events::CredentialAwarded>& awards,
                                                const std::string& number) {
    const auto found = std::find_if(awards.begin(), awards.end(),
                                    [&](const auto& fact) { return fact.data.number == number; });
    return found == awards.end() ? nullptr : &*found;
}

Verification taken_out(const CredentialRecord& record, Seq award) {
    Verification out{};
    out.verdict =
        record.all<events::CredentialAwarded>().empty() ? Verdict::withdrawn : Verdict::superseded;
    for (const auto& fact : record.all<events::EntryVoided>())
        if (static_cast<std::uint64_t>(fact.data.seq) == award.value) out.since = fact.on;
    return out;
}

// What staff or the holder made of it before it was awarded is nobody else's business.
void judge(Verification& out, const Timeline& line, Date on) {
    for (const auto& [day, status] : line) {
        if (on < day) return;
        const bool is_certified = out.certified_on && *out.certified_on <= on;
        const Verdict verdict = is_certified ? verdict_of(status) : Verdict::not_yet_certified;
        if (verdict != out.verdict) out.since = day;
        out.verdict = verdict;
    }
}

template <class Decision>
bool is_by_service(const Facts<Decision>& decisions, Seq seq) {
    return std::any_of(decisions.begin(), decisions.end(),
                       [&](const auto& fact) { return fact.seq == seq && fact.by_service; });
}

Phase phase_of(const Cycles& cycles, std::size_t n, Date today) {
    if (today < cycles[n].starts_on) return Phase::upcoming;
    if (n + 1 < cycles.size() && cycles[n + 1].starts_on <= today) return Phase::superseded;
    return today <= cycles[n].deadline ? Phase::current : Phase::ended;
}

}  // namespace

std::optional<Verification> verification(const CredentialRecord& record, const Context& context,
                                         const std::string& number, Date on, Date today) {
    const auto& awards = record.all<events::CredentialAwarded>();
    const auto* award = award_of(awards, number);
    if (award == nullptr) {
        const auto* voided = award_of(record.voided<events::CredentialAwarded>(), number);
        if (voided == nullptr) return std::nullopt;
        return taken_out(record, voided->seq);
    }
    Verification out{Verdict::not_yet_certified, {}, award->on, {}, {}};
    judge(out, timeline(record, context), on);
    const auto claims = claims_of(record);
    const Cycles cycles =
        granted_by(granted_cycles({record, context, claims}), std::max(on, today));
    const auto& renewals = record.all<events::CredentialRenewed>();
    for (std::size_t n = 0; n < cycles.size(); ++n) {
        const Seq seq = cycles[n].decision;
        out.cycles.push_back({cycles[n], phase_of(cycles, n, today),
                              is_by_service(awards, seq) || is_by_service(renewals, seq)});
        if (cycles[n].starts_on <= on || (n == 0 && award->on <= on)) out.shown = n;
    }
    return out;
}

}  // namespace recert::projections
