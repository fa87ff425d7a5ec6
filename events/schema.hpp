// The event types there are, each with the JSON Schema (2020-12) of its `data`.
//
// `sent` is what a client may send: the mapping's form and, as far as a schema can say them, the
// rules of checks.cpp. It refuses nothing that the service takes. `shown` is the form alone, which
// is what every stored event has once it is upcast. Thread-safe: made once, then constant.
#pragma once

#include <string_view>
#include <vector>

#include "events/event.hpp"
#include "events/json.hpp"

namespace recert::events {

struct EventType {
    std::string_view name;  // cpe.logged
    int schema;             // current version
    std::vector<StreamKind> streams;
    std::string_view description;  // one sentence
    Json sent;
    Json shown;
};

// In the order of Event's alternatives; a type of several streams stands once.
const std::vector<EventType>& event_types();
const EventType* event_type(std::string_view name);  // or null

}  // namespace recert::events
