#include "projections/attestations.hpp"

namespace recert::projections {

std::vector<Seq> signatures(const Matter& matter, const Cycles& cycles, const Cycle& cycle,
                            std::string_view attestation, events::Date as_of) {
    std::vector<Seq> found;
    for (const auto& fact : matter.record.all<events::AttestationSigned>()) {
        if (as_of < fact.on || fact.data.attestation.text != attestation) continue;
        const Cycle* holding = cycle_of(cycles, fact.on, &Windows::pay);
        const bool here = fact.data.cycle ? *fact.data.cycle == cycle.number
                                          : holding != nullptr && holding->number == cycle.number;
        if (here) found.push_back(fact.seq);
    }
    return found;
}

bool applies(const Requirement& rule, const Matter& matter, const Cycles& cycles,
             const Cycle& cycle, events::Date as_of) {
    return !rule.if_ || !signatures(matter, cycles, cycle, rule.if_->attestation, as_of).empty();
}

}  // namespace recert::projections
