#include "http/schemas.hpp"

#include <map>

#include "events/schema.hpp"
#include "http/openapi_parts.hpp"
#include "http/unchanging.hpp"

namespace recert::http {

namespace {

using events::EventType;
using events::Json;

std::string path_of(const EventType& type) { return "/v1/schemas/" + std::string(type.name); }

Json streams_of(const EventType& type) {
    Json out = Json::array();
    for (const events::StreamKind kind : type.streams) out.push_back(events::kind_name(kind));
    return out;
}

std::string list_body() {
    Json items = Json::array();
    for (const EventType& type : events::event_types())
        items.push_back({{"type", type.name},
                         {"schema", type.schema},
                         {"streams", streams_of(type)},
                         {"description", type.description},
                         {"roles", roles_json(service::type_grant(type.name)->appends)}});
    return events::canonical({{"items", std::move(items)}, {"next", nullptr}});
}

std::string schema_body(const EventType& type) {
    Json body = type.sent;
    body["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    body["$id"] = path_of(type);
    body["title"] = type.name;
    body["description"] = type.description;
    body["x-schema-version"] = type.schema;
    body["x-streams"] = streams_of(type);
    add_writers(body, type.name);
    return events::canonical(body);
}

std::map<std::string_view, Unchanging> make_schemas() {
    std::map<std::string_view, Unchanging> out;
    for (const EventType& type : events::event_types())
        out.emplace(type.name, Unchanging(kSchemaJson, schema_body(type)));
    return out;
}

}  // namespace

Result<Response> list_schemas(const Call& call) {
    static const Unchanging list(kJson, list_body());
    return list.answer(call);
}

Result<Response> one_schema(const Call& call) {
    static const std::map<std::string_view, Unchanging> schemas = make_schemas();
    const auto found = schemas.find(call.id);
    if (found == schemas.end()) return fail(ErrorCode::not_found, "there is no such event type");
    return found->second.answer(call);
}

}  // namespace recert::http
