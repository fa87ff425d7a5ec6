#include "events/codec.hpp"

#include <array>

#include "events/mapping.hpp"
#include "events/stored_value.hpp"
#include "events/stream_codec.hpp"

namespace recert::events {
namespace {

constexpr std::array<std::string_view, 4> kFirstTypes = {
    ProgramPublished::kType, OrganizationRegistered::kType, HolderRegistered::kType,
    CredentialRegistered::kType};

// A described event, in whichever stream.
template <class F>
auto visit_event(const Event& event, F f) {
    return std::visit([&](const auto& stream_event) { return std::visit(f, stream_event); }, event);
}

}  // namespace

template <JsonValue V>
Status read_event(StreamKind kind, std::string_view type, const V& data, Source source,
                  Event& out) {
    const auto read_as = [&]<class StreamEvent>(std::type_identity<StreamEvent>) {
        return StreamCodec<StreamEvent>::read(type, data, source, out.emplace<StreamEvent>());
    };
    switch (kind) {
        case StreamKind::program:
            return read_as(std::type_identity<ProgramEvent>());
        case StreamKind::organization:
            return read_as(std::type_identity<OrganizationEvent>());
        case StreamKind::holder:
            return read_as(std::type_identity<HolderEvent>());
        case StreamKind::credential:
            return read_as(std::type_identity<CredentialEvent>());
    }
    return fail(ErrorCode::unknown_type, "there is no such kind of stream", "/stream");
}

template Status read_event(StreamKind, std::string_view, const Json&, Source, Event&);
template Status read_event(StreamKind, std::string_view, const StoredValue&, Source, Event&);

Result<Event> read_event(StreamKind kind, std::string_view type, const Json& data, Source source) {
    Result<Event> out{tl::in_place};
    RECERT_TRY(read_event(kind, type, data, source, *out));
    return out;
}

Result<Event> parse_event(StreamKind kind, std::string_view type, const Json& data) {
    return read_event(kind, type, data, Source::client);
}

Json write_event(const Event& event) {
    return std::visit(
        []<class StreamEvent>(const StreamEvent& e) { return StreamCodec<StreamEvent>::write(e); },
        event);
}

void for_each_sealed(Event& event, const std::function<void(std::string_view, Sealed&)>& visit) {
    std::visit([&]<class StreamEvent>(
                   StreamEvent& e) { StreamCodec<StreamEvent>::visit_sealed(e, visit); },
               event);
}

std::string_view type_of(const Event& event) {
    return visit_event(event,
                       [](const auto& e) { return std::remove_cvref_t<decltype(e)>::kType; });
}

int schema_of(const Event& event) {
    return visit_event(event,
                       [](const auto& e) { return std::remove_cvref_t<decltype(e)>::kSchema; });
}

std::string_view first_type(StreamKind kind) {
    return kFirstTypes.at(static_cast<std::size_t>(kind));
}

bool is_first_type(std::string_view type) {
    return std::find(kFirstTypes.begin(), kFirstTypes.end(), type) != kFirstTypes.end();
}

}  // namespace recert::events
