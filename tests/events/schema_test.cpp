#include "events/schema.hpp"

#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <regex>

#include "random_values.hpp"
#include "samples.hpp"
#include "support/json_schema.hpp"

namespace recert::events {
namespace {

std::string violation_as_sent(std::string_view type, const Json& data) {
    return test::violation(event_type(type)->sent, data);
}

// The sample of this type with `change` merged into it (null takes a field out).
std::string violation_of(std::string_view type, std::string_view change) {
    Json data = samples::data_of(samples::of(type));
    data.merge_patch(parse(change).value());
    CHECK_FALSE(parse_event(samples::of(type).kind, type, data));
    return violation_as_sent(type, data);
}

TEST_CASE("every event type tells its streams and says one sentence", "[events]") {
    for (const EventType& type : event_types()) {
        INFO(type.name);
        CHECK(event_type(type.name) == &type);
        CHECK(std::regex_match(std::string{type.description}, std::regex("[A-Z][^.]*\\.")));
        CHECK_FALSE(type.streams.empty());
    }
    CHECK(event_type("entry.voided")->streams.size() == 4);
    CHECK(event_type("credential.renewed")->schema == 2);
    CHECK(event_type("nothing.there") == nullptr);
}

TEST_CASE("a schema accepts every sample of its type, and says what is required", "[events]") {
    for (const auto& sample : samples::all()) {
        INFO(sample.type << " " << sample.data);
        const Json data = samples::data_of(sample);
        CHECK(violation_as_sent(sample.type, data).empty());
        const auto shown = write_event(samples::recorded(samples::event_of(sample)).event);
        CHECK(test::violation(event_type(sample.type)->shown, shown).empty());
        for (const auto& member : data.items()) {
            Json without = data;
            without.erase(member.key());
            const bool is_taken = parse_event(sample.kind, sample.type, without).has_value();
            INFO("without " << member.key());
            CHECK(violation_as_sent(sample.type, without).empty() == is_taken);
        }
    }
}

TEST_CASE("a schema refuses unknown fields, nulls and values of another kind", "[events]") {
    for (const auto& sample : samples::all()) {
        const Json whole = samples::data_of(sample);
        Json surplus = whole;
        surplus["surplus"] = "x";
        CHECK_FALSE(violation_as_sent(sample.type, surplus).empty());
        for (const auto& member : whole.items())
            for (const Json& wrong : {Json(nullptr), Json(-1.5), Json{{"enc", "AA"}, {"k", "a"}}}) {
                if (wrong.is_object() && whole[member.key()].is_object()) continue;
                Json data = whole;
                data[member.key()] = wrong;
                INFO(sample.type << " " << data);
                CHECK_FALSE(violation_as_sent(sample.type, data).empty());
            }
    }
}

TEST_CASE("what the checks between fields ask, the schema asks", "[events]") {
    const std::pair<std::string_view, std::string_view> refused[] = {
        {"cpe.logged", R"({"minutes": 60})"},
        {"cpe.logged", R"({"credit": null})"},
        {"cpe.logged", R"({"credit": null, "minutes": 60000001})"},
        {"cpe.logged", R"({"credit": null, "category": null, "parts": []})"},
        {"cpe.logged", R"({"credit": -0.01})"},
        {"cpe.logged", R"({"credit": 1000000.01})"},
        {"cpe.logged", R"({"completed_on": "2026-5-4"})"},
        {"cpe.logged", R"({"evidence": ["AA"]})"},
        {"cpe.amended", R"({"parts": []})"},
        {"practicum.scheduled", R"({"capacity": 0})"},
        {"practicum.scheduled", R"({"format": "virtual_"})"},
        {"audit.announced", R"({"size": 20})"},
        {"audit.announced", R"({"rate": null, "size": 0})"},
        {"audit.announced", R"({"rate": 0})"},
        {"audit.announced", R"({"rate": 1.01})"},
        {"audit.announced", R"({"at_seq": -1})"},
        {"module.completed", R"({"module": 0})"},
        {"assessment.taken", R"({"module": -1})"},
        {"credential.awarded", R"({"cycle": 0})"},
        {"credential.renewed", R"({"cycle": 1})"},
        {"exam.passed", R"({"attempt": 0})"},
        {"fee.paid", R"({"cycle": 0})"},
        {"fee.paid", R"({"money": {"tax": 1}})"},
        {"fee.paid", R"({"money": {"amount": -1}})"},
        {"fee.paid", R"({"money": {"currency": "usd"}})"},
        {"fee.assessed", R"({"kind": "class_change"})"},
        {"holder.registered", R"({"birth_month": 13})"},
        {"credential.registered", R"({"holder": "Ada"})"},
        {"entry.voided", R"({"seq": -1})"},
    };
    for (const auto& [type, change] : refused) {
        INFO(type << " " << change);
        CHECK_FALSE(violation_of(type, change).empty());
    }
    for (const auto* type : {"holder.updated", "holder.preferred", "organization.updated"})
        CHECK_FALSE(violation_as_sent(type, Json::object()).empty());
    CHECK_FALSE(violation_as_sent("cpe.amended", {{"activity", "a"}, {"reason", "r"}}).empty());
}

template <class StreamEvent, class E>
void check_random() {
    constexpr auto kKind = static_cast<StreamKind>(boost::mp11::mp_find<Event, StreamEvent>::value);
    E drawn{};
    random::draw(drawn);
    Event event{StreamEvent{drawn}};
    const EventType& type = *event_type(E::kType);
    RC_ASSERT(test::violation(type.shown, write_event(event)) == "");
    for_each_sealed(event, [](std::string_view, Sealed& sealed) { sealed.holder.clear(); });
    const Json data = write_event(event);
    if (parse_event(kKind, E::kType, data)) RC_ASSERT(test::violation(type.sent, data) == "");
}

template <class StreamEvent>
void check_all_of() {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, StreamEvent>>(
        []<class E>(boost::mp11::mp_identity<E>) {
            rc::prop(std::string{E::kType}, [] { check_random<StreamEvent, E>(); });
        });
}

TEST_CASE("a schema refuses nothing that the mapping takes", "[events]") {
    check_all_of<ProgramEvent>();
    check_all_of<OrganizationEvent>();
    check_all_of<HolderEvent>();
    check_all_of<CredentialEvent>();
}

}  // namespace
}  // namespace recert::events
