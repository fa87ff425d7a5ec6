#include "projections/record.hpp"

#include <algorithm>
#include <cassert>

#include "events/mapping.hpp"

namespace recert::projections {
namespace {

template <class T>
inline constexpr bool is_sealed_v =
    std::is_same_v<T, events::Sealed> || std::is_same_v<T, std::optional<events::Sealed>> ||
    std::is_same_v<T, std::vector<events::Sealed>>;

// A record is compared, cached and judged without anybody's personal data.
template <class E>
E without_sealed_texts(const E& event) {
    E out{};
    boost::mp11::mp_for_each<events::MembersOf<E>>([&](auto member) {
        using Field = std::remove_cvref_t<decltype(event.*member.pointer)>;
        if constexpr (!is_sealed_v<Field>) out.*member.pointer = event.*member.pointer;
    });
    return out;
}

template <class E>
inline constexpr bool is_void_v =
    std::is_same_v<E, events::EntryVoided> || std::is_same_v<E, events::OpenEntryVoided>;

template <class E>
auto place_of(const std::vector<std::shared_ptr<const Fact<E>>>& facts, Seq seq) {
    const auto place =
        std::lower_bound(facts.begin(), facts.end(), seq,
                         [](const auto& fact, Seq wanted) { return fact->seq < wanted; });
    return place != facts.end() && (*place)->seq == seq ? place : facts.end();
}

}  // namespace

template <class E>
typename Facts<E>::Shared Facts<E>::take(Seq seq) {
    const auto place = place_of<E>(shared_, seq);
    if (place == shared_.end()) return nullptr;
    Shared taken = *place;
    shared_.erase(place);
    return taken;
}

template <class StreamEvent>
void Record<StreamEvent>::apply(const events::Recorded& recorded) {
    const events::Envelope& envelope = recorded.envelope;
    assert(envelope.version == version_.next() && "events of a stream are applied in order");
    version_ = envelope.version;
    last_ = envelope.seq;
    std::visit(
        [&]<class E>(const E& event) {
            std::get<Facts<E>>(facts_).add(std::make_shared<const Fact<E>>(
                Fact<E>{envelope.seq, envelope.on, envelope.reported_on.value_or(envelope.on),
                        envelope.occurred_at, envelope.actor.text == "system",
                        without_sealed_texts(event)}));
            if constexpr (is_void_v<E>) take_out({static_cast<std::uint64_t>(event.seq)});
        },
        std::get<StreamEvent>(recorded.event));
}

template <class StreamEvent>
void Record<StreamEvent>::forget(Seq seq) {
    boost::mp11::tuple_for_each(facts_, [&](auto& facts) { facts.take(seq); });
}

template <class StreamEvent>
void Record<StreamEvent>::take_out(Seq seq) {
    boost::mp11::tuple_for_each(facts_, [&]<class E>(Facts<E>& facts) {
        if (auto taken = facts.take(seq)) std::get<Facts<E>>(voided_).add(std::move(taken));
    });
}

template <class StreamEvent>
std::optional<std::string_view> Record<StreamEvent>::type_at(Seq seq) const {
    std::optional<std::string_view> type;
    boost::mp11::tuple_for_each(facts_, [&]<class E>(const Facts<E>& facts) {
        if (place_of<E>(facts.shared(), seq) != facts.shared().end()) type = E::kType;
    });
    return type;
}

template class Record<events::ProgramEvent>;
template class Record<events::OrganizationEvent>;
template class Record<events::HolderEvent>;
template class Record<events::CredentialEvent>;

}  // namespace recert::projections
