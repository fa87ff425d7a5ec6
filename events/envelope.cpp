#include <array>
#include <cassert>

#include "events/codec.hpp"

namespace recert::events {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"program", "organization", "holder",
                                                    "credential"};

std::string write_entry(const Envelope& envelope, const Event& event) {
    ObjectWriter entry;
    entry.add("actor", envelope.actor.text);
    if (envelope.cause) entry.add("cause", envelope.cause->value);
    entry.add_value("data", write_event(event)).add("id", envelope.id);
    if (envelope.key) entry.add("key", *envelope.key);
    entry.add("occurred_at", envelope.occurred_at.text)
        .add("on", format_date(envelope.on))
        .add("recorded_at", format_instant(envelope.recorded_at));
    if (envelope.reported_on) entry.add("reported_on", format_date(*envelope.reported_on));
    entry.add("salt", envelope.salt)
        .add("schema", static_cast<std::uint64_t>(schema_of(event)))
        .add("seq", envelope.seq.value)
        .add("stream", envelope.stream.text())
        .add("type", type_of(event))
        .add("version", envelope.version.value);
    return entry.done();
}

[[maybe_unused]] bool is_sealed(Event event) {
    bool sealed = true;
    for_each_sealed(event,
                    [&](std::string_view, Sealed& field) { sealed = sealed && !field.is_clear(); });
    return sealed;
}

}  // namespace

std::string_view kind_name(StreamKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

std::string StreamName::text() const { return std::string{kind_name(kind)} + "/" + id; }

std::optional<StreamName> parse_stream_name(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || !is_id(text.substr(slash + 1))) return std::nullopt;
    for (std::size_t n = 0; n < kKinds.size(); ++n)
        if (text.substr(0, slash) == kKinds[n])
            return StreamName{static_cast<StreamKind>(n), std::string{text.substr(slash + 1)}};
    return std::nullopt;
}

Result<std::string> encode(const Recorded& recorded) {
    assert(is_sealed(recorded.event) && "the ledger would keep it in clear for ever");
    std::string bytes = write_entry(recorded.envelope, recorded.event);
    if (bytes.size() > kEntryBytesMax)
        return fail(ErrorCode::too_large, "the event takes " + std::to_string(bytes.size()) +
                                              " bytes; an entry may take " +
                                              std::to_string(kEntryBytesMax));
    return bytes;
}

}  // namespace recert::events
