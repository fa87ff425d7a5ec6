// The canonical N-Quads (RDFC-1.0) of a JSON-LD document in the words of vocabulary.hpp: what is
// hashed when it is signed. No JSON-LD library is needed, because every word is known beforehand.
//
// Refused (corrupt): a word, a type or a form that is not in the profile; an id that is no absolute
// IRI; and documents in which two nodes without an id say the same, which would have to be told
// apart by what is around them. Pure.
#pragma once

#include <string>
#include <string_view>

#include "events/json.hpp"

namespace recert::documents {

inline constexpr std::size_t kQuadsMax = 10'000;

// With a scheme, and without what may not stand in one.
bool is_absolute_iri(std::string_view text);

Result<std::string> canonical_nquads(const events::Json& document);

}  // namespace recert::documents
