#include "projections/record.hpp"

#include <algorithm>
#include <cassert>

#include "events/mapping.hpp"

namespace recert::projections {
namespace {

// A record is compared, cached and judged without anybody's personal data.
template <class E>
void drop_sealed_texts(E& event) {
    boost::mp11::mp_for_each<events::MembersOf<E>>([&](auto member) {
        auto& field = event.*member.pointer;
        using Field = std::remove_cvref_t<decltype(field)>;
        if constexpr (std::is_same_v<Field, events::Sealed>) field = {};
        if constexpr (std::is_same_v<Field, std::optional<events::Sealed>>) field.reset();
    });
}

template <class E>
inline constexpr bool is_void_v =
    std::is_same_v<E, events::EntryVoided> || std::is_same_v<E, events::OpenEntryVoided>;

}  // namespace

template <class StreamEvent>
void Record<StreamEvent>::apply(const events::Recorded& recorded) {
    const events::Envelope& envelope = recorded.envelope;
    assert(envelope.version == version_.next() && "events of a stream are applied in order");
    version_ = envelope.version;
    last_ = envelope.seq;
    std::visit(
        [&]<class E>(const E& event) {
            auto& list = std::get<List<E>>(facts_);
            list.push_back({envelope.seq, envelope.on, envelope.reported_on.value_or(envelope.on),
                            envelope.occurred_at, envelope.actor.text == "system", event});
            drop_sealed_texts(list.back().data);
            if constexpr (is_void_v<E>) take_out({static_cast<std::uint64_t>(event.seq)});
        },
        std::get<StreamEvent>(recorded.event));
}

template <class StreamEvent>
void Record<StreamEvent>::take_out(Seq seq) {
    boost::mp11::tuple_for_each(facts_, [&](auto& list) {
        const auto place = std::find_if(list.begin(), list.end(),
                                        [&](const auto& fact) { return fact.seq == seq; });
        if (place == list.end()) return;
        std::get<std::remove_cvref_t<decltype(list)>>(voided_).push_back(*place);
        list.erase(place);
    });
}

template <class StreamEvent>
std::optional<std::string_view> Record<StreamEvent>::type_at(Seq seq) const {
    std::optional<std::string_view> type;
    boost::mp11::tuple_for_each(facts_, [&]<class E>(const List<E>& list) {
        const auto place =
            std::lower_bound(list.begin(), list.end(), seq,
                             [](const Fact<E>& fact, Seq wanted) { return fact.seq < wanted; });
        if (place != list.end() && place->seq == seq) type = E::kType;
    });
    return type;
}

template class Record<events::ProgramEvent>;
template class Record<events::OrganizationEvent>;
template class Record<events::HolderEvent>;
template class Record<events::CredentialEvent>;

}  // namespace recert::projections
