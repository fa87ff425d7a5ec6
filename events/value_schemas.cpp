#include "events/value_schemas.hpp"

namespace recert::events {
namespace {

Json decimal() {
    return {{"type", "number"},
            {"minimum", 0},
            {"maximum", kCreditMax},
            {"description", "A decimal with at most two places."}};
}

Json integer(std::int64_t least, std::int64_t most) {
    return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

Json text() { return {{"type", "string"}, {"minLength", 1}, {"maxLength", kTextBytesMax}}; }

Json sealed_as_stored() {
    const Json id = {{"type", "string"}};
    return {{"type", "object"},
            {"required", {"enc", "k"}},
            {"properties", {{"enc", id}, {"k", id}}},
            {"additionalProperties", false}};
}

}  // namespace

Json schema_of(std::type_identity<std::string>, Form) { return text(); }

Json schema_of(std::type_identity<bool>, Form) { return {{"type", "boolean"}}; }

Json schema_of(std::type_identity<std::int64_t>, Form) {
    return integer(-kIntegerMax, kIntegerMax);
}

Json schema_of(std::type_identity<Date>, Form) {
    return {{"type", "string"},
            {"format", "date"},
            {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            {"examples", Json::array({"2026-05-04"})}};
}

Json schema_of(std::type_identity<Credit>, Form) { return decimal(); }

Json schema_of(std::type_identity<Score>, Form) { return decimal(); }

Json schema_of(std::type_identity<Minutes>, Form) { return integer(0, kCreditMax * 60); }

Json schema_of(std::type_identity<BirthMonth>, Form) { return integer(1, 12); }

Json schema_of(std::type_identity<Money>, Form) {
    Json amount = integer(0, kIntegerMax);
    amount["description"] = "Minor units of the currency.";
    const Json currency = {{"type", "string"},
                           {"pattern", "^[A-Z]{3}$"},
                           {"description", "ISO 4217."},
                           {"examples", Json::array({"USD"})}};
    ObjectSchema object;
    object.add("amount", std::move(amount), true);
    object.add("currency", currency, true);
    return object.done();
}

Json schema_of(std::type_identity<Sha256Hex>, Form) {
    return {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}};
}

Json schema_of(std::type_identity<Sealed>, Form form) {
    if (form == Form::shown)
        return {{"description",
                 "Opened for who may see it; null once the holder is erased; else as stored."},
                {"anyOf", {{{"type", "string"}}, {{"type", "null"}}, sealed_as_stored()}},
                {"x-sealed", true}};
    Json out = text();
    out["description"] = "Sent in clear, stored sealed under the holder's key.";
    out["x-sealed"] = true;
    return out;
}

Json schema_of(std::type_identity<Json>, Form) { return {{"type", "object"}}; }

Json id_schema() {
    return {{"type", "string"},
            {"pattern", "^[a-z0-9][a-z0-9._-]{0,63}$"},
            {"examples", Json::array({"example-1"})}};
}

Json list_schema(Json elements) {
    return {{"type", "array"}, {"maxItems", kListMax}, {"items", std::move(elements)}};
}

Json names_schema(std::vector<std::string> names) {
    return {{"type", "string"}, {"enum", std::move(names)}};
}

void ObjectSchema::add(std::string name, Json schema, bool is_required) {
    if (is_required) required_.push_back(name);
    properties_[std::move(name)] = std::move(schema);
}

Json ObjectSchema::done() {
    Json out = {{"type", "object"},
                {"properties", std::move(properties_)},
                {"additionalProperties", false}};
    if (!required_.empty()) out["required"] = std::move(required_);
    return out;
}

}  // namespace recert::events
