// Older forms of events, brought to the current one when they are read.
//
// An entry is stored with the schema version of its data and never rewritten: what a client or a
// tree head has seen stays. Whoever reads asks upcast() first, so that nothing but this file knows
// an older form. What is written is always of the current schema.
//
// A step may use what the envelope says. It must not rename a sealed field: the ciphertext is bound
// to the field's name. Thread-safe; no state.
#pragma once

#include <string_view>

#include "events/json.hpp"
#include "result.hpp"

namespace recert::events {

// The version that data of this type has after upcast(): one more than there are steps.
int current_schema(std::string_view type);

// `entry`, a parsed entry of any schema, in its current form. Errors: corrupt, for a schema that
// is newer than this build; a field that is not of its kind throws what Json throws.
Status upcast(Json& entry);

}  // namespace recert::events
