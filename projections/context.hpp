// What other streams contribute to the judgement of a credential, cut at the same known_at as its
// record. (`as_of` is applied by assess, to the facts' own dates.)
#pragma once

#include <memory>

#include "projections/program.hpp"
#include "projections/record.hpp"

namespace recert::projections {

struct Context {
    std::shared_ptr<const Program> program;
    std::shared_ptr<const HolderRecord> holder;
    std::shared_ptr<const OrganizationRecord> organization;  // null: the credential names none
};

}  // namespace recert::projections
