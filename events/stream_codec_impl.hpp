// The bodies of StreamCodec; included by the codec_*.cpp that instantiate it and by nothing else.
#pragma once

#include "events/checks.hpp"
#include "events/mapping.hpp"
#include "events/stored_value.hpp"
#include "events/stream_codec.hpp"

namespace recert::events {

template <JsonValue V, class StreamEvent>
Status read_one_of(std::string_view type, const V& data, Source source, StreamEvent& out) {
    Status status;
    bool found = false;
    boost::mp11::mp_for_each<boost::mp11::mp_iota<boost::mp11::mp_size<StreamEvent>>>([&](auto n) {
        using E = boost::mp11::mp_at_c<StreamEvent, n>;
        if (E::kType != type) return;
        found = true;
        const Path root{source, nullptr, "/data"};
        E& event = out.template emplace<E>();
        status = events::read(data, root, event);
        if (status && source == Source::client) status = check(event, root);
    });
    if (found) return status;
    return fail(ErrorCode::unknown_type,
                "this stream knows no event of type \"" + std::string{type} + "\"", "/type");
}

template <class StreamEvent>
Status StreamCodec<StreamEvent>::read(std::string_view type, const Json& data, Source source,
                                      StreamEvent& out) {
    return read_one_of(type, data, source, out);
}

template <class StreamEvent>
Status StreamCodec<StreamEvent>::read(std::string_view type, const StoredValue& data, Source source,
                                      StreamEvent& out) {
    return read_one_of(type, data, source, out);
}

template <class StreamEvent>
Json StreamCodec<StreamEvent>::write(const StreamEvent& event) {
    return std::visit([](const auto& e) { return events::write(e); }, event);
}

template <class StreamEvent>
void StreamCodec<StreamEvent>::visit_sealed(
    StreamEvent& event, const std::function<void(std::string_view, Sealed&)>& visit) {
    const auto visit_member = [&](auto& e, auto member) {
        auto& field = e.*member.pointer;
        using Field = std::remove_cvref_t<decltype(field)>;
        if constexpr (std::is_same_v<Field, Sealed>) visit(member.name, field);
        if constexpr (std::is_same_v<Field, std::optional<Sealed>>)
            if (field) visit(member.name, *field);
        if constexpr (std::is_same_v<Field, std::vector<Sealed>>)
            for (std::size_t n = 0; n < field.size(); ++n)
                visit(std::string{member.name} + '/' + std::to_string(n), field[n]);
    };
    std::visit(
        [&](auto& e) {
            boost::mp11::mp_for_each<MembersOf<std::remove_cvref_t<decltype(e)>>>(
                [&](auto member) { visit_member(e, member); });
        },
        event);
}

}  // namespace recert::events
