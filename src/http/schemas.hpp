// GET /v1/schemas and /v1/schemas/{type}: the event types, and the JSON Schema of each one's data.
// Open to everybody: it tells nothing of anybody.
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::string_view kSchemaJson = "application/schema+json";

Result<Response> list_schemas(const Call& call);
Result<Response> one_schema(const Call& call);

}  // namespace recert::http
