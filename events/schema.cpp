#include "events/schema.hpp"

#include <algorithm>
#include <array>

#include "events/stream_schemas.hpp"

namespace recert::events {
namespace {

struct Least {
    const char* field;
    int value;
};

// What checks.cpp asks of these fields wherever they stand.
constexpr std::array kCounts = {Least{"attempt", 1}, Least{"cycle", 1}, Least{"seq", 0}};

struct Check {
    std::string_view type;
    std::string_view rules;  // merged into the derived schema
};

constexpr std::string_view kChangesSomething = R"({"minProperties": 1})";

constexpr std::array kChecks = {
    Check{"practicum.scheduled", R"({"properties": {"capacity": {"minimum": 1}}})"},
    Check{"audit.announced", R"({
        "properties": {"at_seq": {"minimum": 0}, "size": {"minimum": 1},
                       "rate": {"minimum": 0.01, "maximum": 1}},
        "oneOf": [{"required": ["size"], "properties": {"rate": false}},
                  {"required": ["rate"], "properties": {"size": false}}]})"},
    Check{"module.completed", R"({"properties": {"module": {"minimum": 1}}})"},
    Check{"assessment.taken", R"({"properties": {"module": {"minimum": 1}}})"},
    Check{"credential.renewed", R"({"properties": {"cycle": {"minimum": 2}}})"},
    Check{"holder.updated", kChangesSomething},
    Check{"holder.preferred", kChangesSomething},
    Check{"organization.updated", kChangesSomething},
    Check{"cpe.amended", R"({"minProperties": 3, "properties": {"parts": {"minItems": 1}}})"},
    Check{"cpe.logged", R"({
        "properties": {"parts": {"minItems": 1}},
        "oneOf": [
            {"required": ["credit"], "properties": {"minutes": false, "parts": false}},
            {"required": ["minutes"], "properties": {"credit": false, "parts": false}},
            {"required": ["parts"], "properties": {"category": false, "minutes": false}}]})"},
};

std::vector<EventType> make_event_types() {
    std::vector<EventType> out = StreamSchemas<ProgramEvent>::types();
    const auto add = [&](std::vector<EventType> types) {
        for (EventType& type : types) {
            const auto known = std::ranges::find(out, type.name, &EventType::name);
            if (known == out.end()) {
                out.push_back(std::move(type));
                continue;
            }
            // Of one type in several streams a holder's form says the most: what is sealed there.
            known->streams.push_back(type.streams.front());
            known->sent = std::move(type.sent);
            known->shown = std::move(type.shown);
        }
    };
    add(StreamSchemas<OrganizationEvent>::types());
    add(StreamSchemas<HolderEvent>::types());
    add(StreamSchemas<CredentialEvent>::types());
    return out;
}

}  // namespace

Json with_checks(std::string_view type, Json form) {
    for (const Least& count : kCounts)
        if (form["properties"].contains(count.field))
            form["properties"][count.field]["minimum"] = count.value;
    for (const Check& check : kChecks)
        if (check.type == type) form.merge_patch(Json::parse(check.rules));
    return form;
}

const std::vector<EventType>& event_types() {
    static const std::vector<EventType> types = make_event_types();
    return types;
}

const EventType* event_type(std::string_view name) {
    const auto& types = event_types();
    const auto found = std::ranges::find(types, name, &EventType::name);
    return found == types.end() ? nullptr : &*found;
}

}  // namespace recert::events
