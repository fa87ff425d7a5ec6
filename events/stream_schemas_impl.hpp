// The bodies of StreamSchemas; included by the schemas_*.cpp that instantiate it and by nothing
// else.
#pragma once

#include "events/sentences.hpp"
#include "events/stream_schemas.hpp"
#include "events/value_schemas.hpp"

namespace recert::events {

template <class StreamEvent>
std::vector<EventType> StreamSchemas<StreamEvent>::types() {
    constexpr auto kKind = static_cast<StreamKind>(boost::mp11::mp_find<Event, StreamEvent>::value);
    std::vector<EventType> out;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, StreamEvent>>(
        [&]<class E>(std::type_identity<E> type) {
            static_assert(!sentence_of(E::kType).empty(), "say in sentences.hpp what it tells");
            out.push_back({E::kType,
                           E::kSchema,
                           {kKind},
                           sentence_of(E::kType),
                           with_checks(E::kType, schema_of(type, Form::sent)),
                           schema_of(type, Form::shown)});
        });
    return out;
}

}  // namespace recert::events
