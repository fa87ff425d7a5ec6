#include <catch2/catch.hpp>
#include <set>

#include "events/mapping.hpp"
#include "samples.hpp"

namespace recert::events {
namespace {

using Fields = std::set<std::string, std::less<>>;

Fields sampled_fields(StreamKind kind, std::string_view type) {
    Fields out;
    for (const auto& sample : samples::all())
        if (sample.kind == kind && sample.type == type) {
            const Json data = samples::data_of(sample);
            for (const auto& member : data.items()) out.insert(member.key());
        }
    return out;
}

template <class StreamEvent>
void check_sampled(StreamKind kind) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, StreamEvent>>(
        [&]<class E>(boost::mp11::mp_identity<E>) {
            Fields described;
            boost::mp11::mp_for_each<MembersOf<E>>(
                [&](auto member) { described.insert(wire_name(member.name, '_')); });
            INFO(E::kType);
            CHECK(sampled_fields(kind, E::kType) == described);
        });
}

TEST_CASE("every field of every event has a sample", "[events]") {
    check_sampled<ProgramEvent>(StreamKind::program);
    check_sampled<OrganizationEvent>(StreamKind::organization);
    check_sampled<HolderEvent>(StreamKind::holder);
    check_sampled<CredentialEvent>(StreamKind::credential);
}

TEST_CASE("an event that a client sends is read whole", "[events]") {
    for (const auto& sample : samples::all()) {
        INFO(sample.type << " " << sample.data);
        const Json data = samples::data_of(sample);
        const auto event = parse_event(sample.kind, sample.type, data);
        REQUIRE(event);
        CHECK(static_cast<StreamKind>(event->index()) == sample.kind);
        CHECK(type_of(*event) == sample.type);
        CHECK(schema_of(*event) == 1);
        CHECK(write_event(*event) == data);
    }
}

TEST_CASE("what is personal or free text is sealed, and nothing else", "[events]") {
    const Fields personal = {"name", "email",  "email_sent_to", "title",
                             "note", "reason", "reference",     "findings"};
    for (const auto& sample : samples::all()) {
        INFO(sample.type << " " << sample.data);
        const bool has_holder =
            sample.kind == StreamKind::holder || sample.kind == StreamKind::credential;
        Fields expected, visited;
        const Json data = samples::data_of(sample);
        for (const auto& member : data.items()) {
            if (!has_holder || !personal.contains(member.key())) continue;
            if (!member.value().is_array()) expected.insert(member.key());
            for (std::size_t n = 0; member.value().is_array() && n < member.value().size(); ++n)
                expected.insert(member.key() + "/" + std::to_string(n));
        }

        auto event = samples::event_of(sample);
        for_each_sealed(event, [&](std::string_view field, Sealed& sealed) {
            CHECK(sealed.is_clear());
            CHECK(sealed.text == data[Json::json_pointer("/" + std::string{field})]);
            visited.emplace(field);
        });
        CHECK(visited == expected);
    }
}

TEST_CASE("a sealed field is stored as its ciphertext and its holder", "[events]") {
    auto event = samples::event_of(samples::of("holder.registered"));
    samples::seal(event);
    const Json data = write_event(event);
    CHECK(data["name"] == Json{{"enc", "c2VhbGVk-name"}, {"k", "ada"}});
    CHECK(data["email"] == Json{{"enc", "c2VhbGVk-email"}, {"k", "ada"}});
    CHECK(data["locale"] == "en-GB");
}

TEST_CASE("a stored event reads back as it was, byte for byte", "[events]") {
    for (const auto& sample : samples::all()) {
        INFO(sample.type << " " << sample.data);
        const auto before = samples::recorded(samples::event_of(sample));
        const auto bytes = encode(before);
        REQUIRE(bytes);
        const auto after = decode(*bytes);
        REQUIRE(after);
        CHECK(static_cast<StreamKind>(after->event.index()) == sample.kind);
        CHECK(after->event.index() == before.event.index());
        CHECK(type_of(after->event) == sample.type);
        CHECK(write_event(after->event) == write_event(before.event));
        CHECK(encode(*after).value() == *bytes);
    }
}

TEST_CASE("amounts are kept exactly, as they were given", "[events]") {
    const auto logged = [](std::string_view amount) {
        const auto data =
            parse(R"({"activity": "a", "title": "t", "completed_on": "2026-05-04", )" +
                  std::string{amount} + "}");
        auto event = parse_event(StreamKind::credential, "cpe.logged", data.value());
        return std::get<CpeLogged>(std::get<CredentialEvent>(event.value()));
    };
    CHECK(logged(R"("credit": 0.1)").credit == Credit{10});
    CHECK(logged(R"("credit": 1.10)").credit == Credit{110});
    CHECK(logged(R"("credit": 2e0)").credit == Credit{200});
    CHECK(logged(R"("credit": 0)").credit == Credit{0});
    CHECK(logged(R"("credit": 999999.99)").credit == Credit{99'999'999});
    CHECK(logged(R"("credit": 1000000)").credit == Credit{100'000'000});
    CHECK(logged(R"("minutes": 95)").minutes == Minutes{95});
    CHECK_FALSE(logged(R"("minutes": 95)").credit);
    for (std::int64_t n = 0; n <= 10'000; ++n) {
        const auto text = format_credit({n});
        REQUIRE(logged("\"credit\": " + text).credit == Credit{n});
    }
}

TEST_CASE("the first event of a stream is known by its kind", "[events]") {
    CHECK(first_type(StreamKind::program) == "program.published");
    CHECK(first_type(StreamKind::organization) == "organization.registered");
    CHECK(first_type(StreamKind::holder) == "holder.registered");
    CHECK(first_type(StreamKind::credential) == "credential.registered");
    CHECK(is_first_type("holder.registered"));
    CHECK_FALSE(is_first_type("holder.updated"));
    CHECK_FALSE(is_first_type(""));
}

}  // namespace
}  // namespace recert::events
