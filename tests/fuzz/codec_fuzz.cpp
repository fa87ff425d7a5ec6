// JSON text and entries: what is read is written the same, and read again the same.
#include "events/codec.hpp"
#include "events/mapping.hpp"
#include "fuzz/fuzz.hpp"

using namespace recert;
using events::Json;
using fuzz::expect;

namespace {

void canonical_once(const Json& value) {
    const std::string text = events::canonical(value);
    const auto again = events::parse(text);
    expect(again.has_value(), "canonical JSON is JSON");
    expect(events::canonical(*again) == text, "canonical JSON is its own canonical form");
}

// An older schema is read as the current one, so only its second form is compared.
void decoded_once(std::string_view entry) {
    const auto recorded = events::decode(entry);
    if (!recorded) return;
    const auto bytes = events::encode(*recorded);
    if (!bytes) return expect(bytes.error().code == ErrorCode::too_large, "an entry is encoded");
    const auto again = events::decode(*bytes);
    expect(again.has_value(), "an encoded entry is decoded");
    expect(events::encode(*again).value() == *bytes, "an entry is encoded alike");
}

void read_once(events::StreamKind kind, const std::string& type, const Json& data) {
    for (const auto source : {events::Source::client, events::Source::ledger}) {
        const auto event = events::read_event(kind, type, data, source);
        if (!event) continue;
        const Json written = events::write_event(*event);
        const auto again = events::read_event(kind, type, written, source);
        expect(again.has_value(), "an event that was written is read");
        expect(events::write_event(*again) == written, "an event is written alike");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    decoded_once(text);
    const auto value = events::parse(text);
    if (!value) return 0;
    canonical_once(*value);
    if (!value->is_object() || !value->contains("data")) return 0;
    const auto type = value->find("type");
    if (type == value->end() || !type->is_string()) return 0;
    for (const auto kind : {events::StreamKind::program, events::StreamKind::organization,
                            events::StreamKind::holder, events::StreamKind::credential})
        read_once(kind, *type, (*value)["data"]);
    return 0;
}
