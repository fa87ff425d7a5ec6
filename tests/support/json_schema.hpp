// A validator of JSON Schema (2020-12), as far as the schemas of this project go: an oracle that
// shares no code with the mapping they are derived from.
//
// A keyword it does not know is an error, so that no rule is passed over in silence. `format` is
// an annotation, as in the specification.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace recert::test {

// What is wrong with `value`, with its place; empty when `schema` accepts it. References are looked
// up in `document`.
std::string violation(const nlohmann::json& schema, const nlohmann::json& value,
                      const nlohmann::json& document = {});

}  // namespace recert::test
