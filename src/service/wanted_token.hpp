// What a token is to stand for: from a request to the row that is kept, and from the row to a
// principal. Pure.
#pragma once

#include "events/json.hpp"
#include "result.hpp"
#include "service/service.hpp"

namespace recert::service {

inline constexpr std::size_t kTokenListMax = 100;

// Errors: schema, with the pointer of the member that is wrong.
Result<events::Json> check_wanted(const events::Json& wanted);

// Errors: corrupt.
Result<Principal> principal_of(const events::Json& row);

}  // namespace recert::service
