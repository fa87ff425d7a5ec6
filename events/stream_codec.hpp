// The codec of one stream's events, instantiated once a stream (codec_*.cpp): described structs
// are slow to compile, and no unit should hold them all.
#pragma once

#include <functional>

#include "events/event.hpp"
#include "events/json_value.hpp"
#include "result.hpp"

namespace recert::events {

enum class Source;

template <class StreamEvent>
struct StreamCodec {
    // Errors: unknown-type, schema (pointers begin with /data).
    static Status read(std::string_view type, const Json& data, Source source, StreamEvent& out);
    static Status read(std::string_view type, const StoredValue& data, Source source,
                       StreamEvent& out);
    static Json write(const StreamEvent& event);
    static void visit_sealed(StreamEvent& event,
                             const std::function<void(std::string_view, Sealed&)>& visit);
};

extern template struct StreamCodec<ProgramEvent>;
extern template struct StreamCodec<OrganizationEvent>;
extern template struct StreamCodec<HolderEvent>;
extern template struct StreamCodec<CredentialEvent>;

// The same for an event of any stream. It is read in its place: it is large.
template <JsonValue V>
Status read_event(StreamKind kind, std::string_view type, const V& data, Source source, Event& out);

}  // namespace recert::events
