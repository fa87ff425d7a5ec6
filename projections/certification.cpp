#include "projections/certification.hpp"

#include <algorithm>

namespace recert::projections {

const events::ProgramPublished& publication_on(const Program& program, events::Date as_of) {
    const auto& published = program.record().all<events::ProgramPublished>();
    const events::ProgramPublished* newest = &published.front().data;
    for (const auto& fact : published)
        if (fact.on <= as_of) newest = &fact.data;
    return *newest;
}

Result<Certification> certification(const CredentialRecord& record, const Context& context,
                                    events::Date as_of, std::optional<std::int64_t> cycle) {
    const Standing standing = assess(record, context, as_of);
    if (standing.cycles.empty() || !standing.number || !standing.certified_on)
        return fail(ErrorCode::not_awarded, "the credential is not awarded yet");
    const std::int64_t wanted = cycle.value_or(standing.cycles.back().cycle.number);
    const auto found =
        std::find_if(standing.cycles.begin(), standing.cycles.end(),
                     [&](const CycleOutcome& each) { return each.cycle.number == wanted; });
    if (found == standing.cycles.end())
        return fail(ErrorCode::not_found, "there is no cycle " + std::to_string(wanted) + " yet");
    const events::ProgramPublished& told = publication_on(*context.program, as_of);
    const Cycle& granted = found->cycle;
    Certification out{.program = told.name,
                      .issuer = told.issuer,
                      .url = told.url,
                      .number = *standing.number,
                      .certified_on = *standing.certified_on,
                      .cycle = granted.number,
                      .valid_from = granted.starts_on,
                      .valid_until = granted.ends_on,
                      .granted_on = granted.granted_on,
                      .rules_version = granted.rules->version,
                      .status = standing.status,
                      .is_followed = found + 1 != standing.cycles.end()};
    if (granted.ends_on < granted.deadline) out.extended_until = granted.deadline;
    return out;
}

}  // namespace recert::projections
