#include "events/codec.hpp"
#include "events/schema.hpp"
#include "http/openapi_parts.hpp"

namespace recert::http {

namespace {

using events::EventType;
using events::Json;
using events::StreamKind;

// cpe.logged -> CpeLogged
std::string component_name(std::string_view type) {
    std::string out;
    bool begins = true;
    for (const char c : type) {
        if (c == '.' || c == '_') {
            begins = true;
            continue;
        }
        out += begins ? static_cast<char>(c - 'a' + 'A') : c;
        begins = false;
    }
    return out;
}

Json schema_reference(const std::string& name) { return reference("schemas", name); }

Json described(const EventType& type, Json schema) {
    schema["description"] = type.description;
    return schema;
}

// What a client sends, and which clients may.
Json data_of(const EventType& type) {
    Json out = described(type, type.sent);
    add_writers(out, type.name);
    return out;
}

// What a client posts to append an event of this type.
Json draft_of(const EventType& type, const std::string& name) {
    return {{"type", "object"},
            {"required", {"type", "data"}},
            {"properties",
             {{"type", {{"const", type.name}}},
              {"occurred_at", schema_reference("OccurredAt")},
              {"data", schema_reference(name + "Data")}}},
            {"additionalProperties", false}};
}

Json creation_of(StreamKind kind) {
    const std::string first = component_name(events::first_type(kind));
    return {{"type", "object"},
            {"required", {"data"}},
            {"properties",
             {{"id", schema_reference("Id")},
              {"occurred_at", schema_reference("OccurredAt")},
              {"data", schema_reference(first + "Data")}}},
            {"additionalProperties", false}};
}

// An event as the ledger shows it.
Json event_of(const EventType& type, const std::string& name) {
    Json data = type.shown == type.sent ? schema_reference(name + "Data") : type.shown;
    return described(type, {{"allOf", {schema_reference("Envelope")}},
                            {"type", "object"},
                            {"properties",
                             {{"type", {{"const", type.name}}},
                              {"schema", {{"const", type.schema}}},
                              {"data", std::move(data)}}},
                            {"required", {"type", "schema", "data"}}});
}

// One of several components, told apart by their `type`.
class Choice {
  public:
    void add(const EventType& type, const std::string& component) {
        const Json to = schema_reference(component);
        mapping_[std::string(type.name)] = to["$ref"];
        of_.push_back(to);
    }
    Json done() {
        return {{"oneOf", std::move(of_)},
                {"discriminator", {{"propertyName", "type"}, {"mapping", std::move(mapping_)}}}};
    }

  private:
    Json of_ = Json::array();
    Json mapping_ = Json::object();
};

Json one_or_several(const std::string& draft) {
    return {{"oneOf",
             {schema_reference(draft),
              {{"type", "array"},
               {"minItems", 1},
               {"maxItems", 1000},
               {"items", schema_reference(draft)}}}}};
}

void add_of_kind(Json& out, StreamKind kind) {
    const std::string name = component_name(events::kind_name(kind));
    Choice drafts;
    for (const EventType& type : events::event_types())
        if (std::ranges::find(type.streams, kind) != type.streams.end())
            drafts.add(type, component_name(type.name) + "Draft");
    out[name + "Draft"] = drafts.done();
    out[name + "Drafts"] = one_or_several(name + "Draft");
    out[name + "Creation"] = creation_of(kind);
}

}  // namespace

Json event_components() {
    Json out = Json::object();
    Json names = Json::array();
    Choice any;
    for (const EventType& type : events::event_types()) {
        const std::string name = component_name(type.name);
        out[name + "Data"] = data_of(type);
        out[name + "Draft"] = draft_of(type, name);
        out[name] = event_of(type, name);
        any.add(type, name);
        names.push_back(type.name);
    }
    out["Event"] = any.done();
    out["EventTypeName"] = {{"type", "string"}, {"enum", std::move(names)}};
    for (const StreamKind kind : {StreamKind::program, StreamKind::organization, StreamKind::holder,
                                  StreamKind::credential})
        add_of_kind(out, kind);
    return out;
}

}  // namespace recert::http
