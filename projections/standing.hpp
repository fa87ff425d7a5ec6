// assess: what the rules make of the facts on a date. Pure: the same input gives the same standing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/json.hpp"
#include "projections/context.hpp"
#include "projections/record.hpp"

namespace recert::projections {

// Version of assess itself, kept in the basis of every decision.
inline constexpr std::int64_t kEngine = 1;

enum class CredentialStatus {
    candidate, active, grace, suspended, lapsed, revoked, surrendered, retired, emeritus,
    inactive, deceased, expired_candidate
};

struct Standing;  // the object of the API, §4; fields in standing.cpp's neighbours

// The first event of the record must be credential.registered, with `on` <= as_of.
events::Json standing_json(const CredentialRecord& record, const Context& context,
                           events::Date as_of);

}  // namespace recert::projections
