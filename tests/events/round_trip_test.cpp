#include <rapidcheck/catch.h>
#include <catch2/catch.hpp>

#include "random_values.hpp"
#include "samples.hpp"

namespace recert::events {
namespace {

template <DescribedStruct T>
bool same(const T& a, const T& b);

template <class T>
bool same(const T& a, const T& b) {
    return a == b;
}

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const T& x, const T& y) { return same(x, y); });
}

template <class T>
bool same(const std::optional<T>& a, const std::optional<T>& b) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

template <DescribedStruct T>
bool same(const T& a, const T& b) {
    bool all = true;
    boost::mp11::mp_for_each<MembersOf<T>>(
        [&](auto member) { all = all && same(a.*member.pointer, b.*member.pointer); });
    return all;
}

Envelope envelope(StreamKind kind) {
    Envelope out = samples::recorded(samples::event_of(samples::of("module.completed"))).envelope;
    out.seq = {static_cast<std::uint64_t>(random::integer(0, kIntegerMax))};
    out.stream = {kind, random::id()};
    out.version = {static_cast<std::uint64_t>(random::integer(1, kIntegerMax))};
    random::draw(out.occurred_at);
    random::draw(out.on);
    random::draw(out.reported_on);
    random::draw(out.recorded_at);
    random::draw(out.key);
    return out;
}

template <class StreamEvent, class E>
void check_round_trip() {
    constexpr auto kStream = boost::mp11::mp_find<Event, StreamEvent>::value;
    E event{};
    random::draw(event);
    const Recorded before{envelope(static_cast<StreamKind>(kStream)), StreamEvent{event}};
    const auto bytes = encode(before);
    RC_ASSERT(bytes);
    const auto after = decode(*bytes);
    RC_ASSERT(after);
    const auto* read = std::get_if<E>(&std::get<StreamEvent>(after->event));
    RC_ASSERT(read != nullptr);
    RC_ASSERT(same(*read, event));
    RC_ASSERT(after->envelope.stream == before.envelope.stream);
    RC_ASSERT(after->envelope.occurred_at == before.envelope.occurred_at);
    RC_ASSERT(after->envelope.recorded_at == before.envelope.recorded_at);
    RC_ASSERT(after->envelope.key == before.envelope.key);
    RC_ASSERT(encode(*after).value() == *bytes);
}

template <class StreamEvent>
void check_all_of() {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, StreamEvent>>(
        []<class E>(boost::mp11::mp_identity<E>) {
            rc::prop(std::string{E::kType}, [] { check_round_trip<StreamEvent, E>(); });
        });
}

TEST_CASE("any event of a program reads back as it was stored", "[events]") {
    check_all_of<ProgramEvent>();
}
TEST_CASE("any event of an organization reads back as it was stored", "[events]") {
    check_all_of<OrganizationEvent>();
}
TEST_CASE("any event of a holder reads back as it was stored", "[events]") {
    check_all_of<HolderEvent>();
}
TEST_CASE("any event of a credential reads back as it was stored", "[events]") {
    check_all_of<CredentialEvent>();
}

}  // namespace
}  // namespace recert::events
