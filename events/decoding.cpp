#include "events/decoding.hpp"

#include "events/mapping.hpp"
#include "events/stored_value.hpp"
#include "events/stream_codec.hpp"
#include "events/upcasts.hpp"

namespace recert::events {
namespace {

// The members of an entry, in the order of kFields.
enum Field : std::size_t {
    kActor,
    kCause,
    kData,
    kId,
    kKey,
    kOccurredAt,
    kOn,
    kRecordedAt,
    kReportedOn,
    kSalt,
    kSchema,
    kSeq,
    kStream,
    kType,
    kVersion
};
constexpr std::array<std::string_view, 15> kFields = {
    "actor",       "cause", "data",   "id",  "key",    "occurred_at", "on",     "recorded_at",
    "reported_on", "salt",  "schema", "seq", "stream", "type",        "version"};

tl::unexpected<Error> broken(std::string_view what) {
    return fail(ErrorCode::corrupt, "not an entry: " + std::string{what});
}

// An entry of the current schema, in whichever form it was parsed.
template <JsonValue V>
class EntryReader {
  public:
    Status read(const V& entry, Recorded& out) {
        if (!is_object(entry)) return broken("it is no object");
        if (auto found = find_members(entry, kRoot, fields_); !found)
            return broken(found.error().message);
        RECERT_TRY(read_envelope(out.envelope));
        const auto type = text(kType);
        const auto schema = count(kSchema);
        if (!type || !schema || !fields_[kData]) return broken("type, schema or data is missing");
        if (*schema != static_cast<std::uint64_t>(current_schema(*type)))
            return broken("its schema is not the current one");
        auto event =
            read_event(out.envelope.stream.kind, *type, *fields_[kData], Source::ledger, out.event);
        if (event) return {};
        return fail(
            ErrorCode::corrupt,
            "entry " + std::to_string(out.envelope.seq.value) + ": " + event.error().message,
            event.error().pointer);
    }

  private:
    static constexpr Path kRoot{Source::ledger};

    Status read_envelope(Envelope& out) const {
        RECERT_TRY(take(kSeq, count(kSeq), out.seq.value));
        RECERT_TRY(take(kId, text(kId), out.id));
        RECERT_TRY(take(kStream, text(kStream, parse_stream_name), out.stream));
        RECERT_TRY(take(kVersion, count(kVersion), out.version.value));
        RECERT_TRY(take(kOccurredAt, text(kOccurredAt, parse_occurred_at), out.occurred_at));
        RECERT_TRY(take(kOn, text(kOn, parse_date), out.on));
        RECERT_TRY(take(kRecordedAt, text(kRecordedAt, parse_instant), out.recorded_at));
        RECERT_TRY(take(kActor, text(kActor), out.actor.text));
        RECERT_TRY(take(kSalt, text(kSalt), out.salt));
        if (fields_[kReportedOn])
            RECERT_TRY(take(kReportedOn, text(kReportedOn, parse_date), out.reported_on.emplace()));
        if (fields_[kCause]) RECERT_TRY(take(kCause, count(kCause), out.cause.emplace().value));
        if (fields_[kKey]) RECERT_TRY(take(kKey, text(kKey), out.key.emplace()));
        return {};
    }

    std::optional<std::string_view> text(Field field) const {
        return fields_[field] ? text_of(*fields_[field]) : std::nullopt;
    }
    template <class T>
    std::optional<T> text(Field field, std::optional<T> (*parse)(std::string_view)) const {
        const auto found = text(field);
        return found ? parse(*found) : std::nullopt;
    }
    std::optional<std::uint64_t> count(Field field) const {
        return fields_[field] ? count_of(*fields_[field]) : std::nullopt;
    }

    template <class Found, class T>
    static Status take(Field field, std::optional<Found> found, T& out) {
        if (!found) return broken(std::string{kFields[field]} + " is missing, or of another form");
        out = std::move(*found);
        return {};
    }

    Members<V, kFields.size()> fields_{kFields};
};

}  // namespace

bool decode_quickly(std::string_view entry, Form form, Recorded& out) {
    const auto parsed = StoredValue::parse(entry);
    return parsed && (form == Form::any || parsed->is_canonical(entry)) &&
           EntryReader<StoredValue>().read(*parsed, out);
}

Result<Recorded> decode_thoroughly(std::string_view entry, Form form) {
    try {
        auto parsed = parse(entry, kEntryDepthMax);
        if (!parsed) return broken(parsed.error().message);
        if (form == Form::canonical && canonical(*parsed) != entry)
            return broken("it is not in canonical form");
        RECERT_TRY(upcast(*parsed));
        Result<Recorded> out{tl::in_place};
        RECERT_TRY(EntryReader<Json>().read(*parsed, *out));
        return out;
    } catch (const std::exception& wrong) {  // of upcast()
        return broken(wrong.what());
    }
}

Result<Recorded> decode(std::string_view entry, Form form) {
    Result<Recorded> out{tl::in_place};
    if (!decode_quickly(entry, form, *out)) out = decode_thoroughly(entry, form);
    return out;
}

}  // namespace recert::events
