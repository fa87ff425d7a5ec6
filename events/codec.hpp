// The only event <-> JSON there is. Mapping, validation and (later) JSON Schema derive from the
// described structs; canonical bytes are RFC 8785.
//
// Errors: unknown-type; schema, with a JSON Pointer relative to the event object ("/data/credit").
// Thread-safe; no state.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "events/event.hpp"
#include "events/json.hpp"
#include "result.hpp"

namespace recert::events {

enum class Source;  // mapping.hpp

// Bytes of an entry: bounded by the uint16 length of a C2SP entry bundle.
inline constexpr std::size_t kEntryBytesMax = 65'535;
inline constexpr int kEntryDepthMax = kDepthMax + 2;  // an envelope around what a client sent

// `data` as a client sent it: sealed fields are clear strings; {"enc": …} is refused.
Result<Event> parse_event(StreamKind kind, std::string_view type, const Json& data);

// The same for data of either source, and back.
Result<Event> read_event(StreamKind kind, std::string_view type, const Json& data, Source source);
Json write_event(const Event& event);

// The entry as stored and hashed. Every Sealed field must have been sealed (asserted).
// Errors: too-large.
Result<std::string> encode(const Recorded& recorded);

// Bytes back into an event; older schemas are upcast. Errors: corrupt. An entry that anybody may
// have made is to be in canonical form, too.
enum class Form { any, canonical };
Result<Recorded> decode(std::string_view entry, Form form = Form::any);

// The first event of a stream of this kind: `holder.registered`, …
std::string_view first_type(StreamKind kind);
bool is_first_type(std::string_view type);

// Calls `visit(field name, field)` for each Sealed field that is present.
void for_each_sealed(Event& event, const std::function<void(std::string_view, Sealed&)>& visit);

}  // namespace recert::events
