#include <cassert>

#include "events/codec.hpp"
#include "events/mapping.hpp"
#include "events/upcasts.hpp"

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

std::uint64_t count_in(const Json& value) {
    return value.get_ref<const Json::number_unsigned_t&>();  // unlike get, converts nothing
}

// `at` throws where the field is missing or of another kind; decode() turns that into an Error.
Envelope read_envelope(const Json& entry) {
    Envelope out;
    out.seq = {count_in(entry.at("seq"))};
    out.id = entry.at("id").get<std::string>();
    out.stream = parse_stream_name(entry.at("stream").get_ref<const std::string&>()).value();
    out.version = {count_in(entry.at("version"))};
    out.occurred_at =
        parse_occurred_at(entry.at("occurred_at").get_ref<const std::string&>()).value();
    out.on = parse_date(entry.at("on").get_ref<const std::string&>()).value();
    out.recorded_at = parse_instant(entry.at("recorded_at").get_ref<const std::string&>()).value();
    out.actor = {entry.at("actor").get<std::string>()};
    out.salt = entry.at("salt").get<std::string>();
    if (entry.contains("reported_on"))
        out.reported_on = parse_date(entry["reported_on"].get_ref<const std::string&>()).value();
    if (entry.contains("cause")) out.cause = Seq{count_in(entry["cause"])};
    if (entry.contains("key")) out.key = entry["key"].get<std::string>();
    return out;
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

Result<Recorded> decode(std::string_view bytes) {
    try {
        if (bytes.find('\0') != bytes.npos)  // the library would stop reading there
            return fail(ErrorCode::corrupt, "not an entry: a zero byte");
        Json entry = Json::parse(bytes);
        RECERT_TRY(upcast(entry));
        Envelope envelope = read_envelope(entry);
        const auto& type = entry.at("type").get_ref<const std::string&>();
        auto event = read_event(envelope.stream.kind, type, entry.at("data"), Source::ledger);
        if (!event)
            return fail(
                ErrorCode::corrupt,
                "entry " + std::to_string(envelope.seq.value) + ": " + event.error().message,
                event.error().pointer);
        return Recorded{std::move(envelope), std::move(*event)};
    } catch (const std::exception& broken) {  // JSON's, and of an empty optional
        return fail(ErrorCode::corrupt, std::string{"not an entry: "} + broken.what());
    }
}

}  // namespace recert::events
