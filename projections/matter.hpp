// What is judged: the facts of one credential, its claims as they now stand, and what other streams
// contribute. A bundle of references: it must not outlive any of them.
#pragma once

#include "projections/claims.hpp"
#include "projections/context.hpp"

namespace recert::projections {

struct Matter {
    const CredentialRecord& record;
    const Context& context;
    const std::vector<Claim>& claims;  // claims_of(record)

    const Program& program() const { return *context.program; }
    // Whether the provider of a claim stood approved on its day.
    bool provider_approved(const Claim& claim) const {
        return claim.data->provider && program().provider_approved(*claim.data->provider, claim.on);
    }
};

}  // namespace recert::projections
