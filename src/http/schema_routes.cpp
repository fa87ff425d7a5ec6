#include "http/route_tables.hpp"
#include "http/schemas.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> schema_routes() {
    return {
        {.method = get,
         .pattern = "/v1/schemas",
         .needs = Right::anybody,
         .runs = Here{list_schemas},
         .operation = {.id = "listSchemas",
                       .tag = "schemas",
                       .summary = "The event types there are, each in one sentence",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "EventType", true}},
                                    .headers = {"ETag", "Cache-Control"}}},
                       .headers = {"If-None-Match"}}},
        {.method = get,
         .pattern = "/v1/schemas/{type}",
         .needs = Right::anybody,
         .runs = Here{one_schema},
         .operation = {.id = "readSchema",
                       .tag = "schemas",
                       .summary = "The JSON Schema of an event type's data",
                       .answers = {{.status = 200,
                                    .content = {{kSchemaJson, "JsonSchema"}},
                                    .headers = {"ETag", "Cache-Control"}}},
                       .headers = {"If-None-Match"}}},
    };
}

}  // namespace recert::http
