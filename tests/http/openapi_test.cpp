#include "http/openapi.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "events/schema.hpp"
#include "http/fake_service.hpp"
#include "http/problem_catalogue.hpp"
#include "http/route.hpp"
#include "projections/standing.hpp"
#include "service/outbox.hpp"
#include "service/roles.hpp"
#include "support/json_schema.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using events::Json;

namespace {

const Json& document() {
    static const Json made = make_openapi();
    return made;
}

const Json& component(const std::string& name) { return document()["components"]["schemas"][name]; }

template <class Visit>
void for_each_member(const Json& value, const Visit& visit) {
    if (!value.is_structured()) return;
    for (const auto& [key, member] : value.items()) {
        if (value.is_object()) visit(key, member);
        for_each_member(member, visit);
    }
}

template <class E>
Json names_of() {
    Json names = Json::array();
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto e) { names.push_back(events::name_of(e.value)); });
    return names;
}

}  // namespace

TEST_CASE("every route is an operation of the document, under its own name", "[openapi]") {
    std::set<std::string> ids, tags;
    for (const Json& tag : document()["tags"]) tags.insert(tag["name"]);
    for (const Route& route : routes()) {
        std::string method(method_name(route.method));
        for (char& c : method) c = static_cast<char>(std::tolower(c));
        INFO(method << " " << route.pattern);
        const Json& operation = document()["paths"][route.pattern][method];
        REQUIRE(operation.is_object());
        CHECK(ids.insert(operation["operationId"]).second);
        CHECK(tags.contains(operation["tags"][0]));
        CHECK_FALSE(operation["summary"].get<std::string>().empty());
        CHECK(operation.contains("security") == (route.is_open() || route.is_open_here));
        CHECK_FALSE(route.operation.answers.empty());
        CHECK(operation.contains("x-roles") != route.is_open());
        if (route.method == Method::get) CHECK_FALSE(operation.contains("requestBody"));
        for (const char* always : {"400", "500", "503"})
            CHECK(operation["responses"].contains(always));
    }
    CHECK(ids.size() == routes().size());
}

TEST_CASE("every reference in the document leads somewhere, and every component is used",
          "[openapi]") {
    std::set<std::string> used;
    for_each_member(document(), [&](const std::string& key, const Json& to) {
        if (key != "$ref") return;
        const auto& text = to.get_ref<const std::string&>();
        INFO(text);
        CHECK(document().contains(Json::json_pointer(text.substr(1))));
        used.insert(text);
    });
    for (const auto& [kind, parts] : document()["components"].items())
        for (const auto& part : parts.items()) {
            INFO(kind << "/" << part.key());
            CHECK((kind == "securitySchemes" ||
                   used.contains("#/components/" + kind + "/" + part.key())));
        }
}

TEST_CASE("a parameter may mean something else to one operation, under its own name", "[openapi]") {
    const Json& parameters = document()["components"]["parameters"];
    CHECK(parameters["query.from"]["schema"]["$ref"] == "#/components/schemas/Date");
    CHECK(parameters["query.from.readConsistency"]["name"] == "from");
    const Json& told = document()["paths"]["/v1/log/consistency"]["get"]["parameters"];
    CHECK(told[0]["$ref"] == "#/components/parameters/query.from.readConsistency");
    CHECK(told[1]["$ref"] == "#/components/parameters/query.to");
}

TEST_CASE("every event type is a component: as sent, as appended, as shown", "[openapi]") {
    CHECK(component("CpeLogged")["properties"]["type"]["const"] == "cpe.logged");
    CHECK(component("PracticeExamTakenData").contains("properties"));
    CHECK(component("Event")["oneOf"].size() == events::event_types().size());
    CHECK(component("EventTypeName")["enum"].size() == events::event_types().size());
    const Json& mapping = component("HolderDraft")["discriminator"]["mapping"];
    CHECK(mapping["holder.registered"] == "#/components/schemas/HolderRegisteredDraft");
    CHECK(mapping.contains("entry.voided"));
    CHECK_FALSE(mapping.contains("cpe.logged"));
}

TEST_CASE("names written by hand in the document are those of the code", "[openapi]") {
    CHECK(component("CredentialStatus")["enum"] == names_of<projections::CredentialStatus>());
    CHECK(component("Fee")["properties"]["kind"]["enum"] == names_of<events::FeeKind>());
    CHECK(component("Organization")["properties"]["kind"]["enum"] ==
          names_of<events::OrganizationKind>());
    CHECK(component("Session")["properties"]["format"]["enum"] ==
          names_of<events::PracticumFormat>());
    CHECK(component("UnsettledNotice")["properties"]["state"]["enum"] ==
          names_of<service::MailState>());
    for (const Json& role : component("Role")["enum"])
        CHECK(service::parse_role(role.get<std::string>()));
    for (const Json& kind : component("StreamKind")["enum"])
        CHECK(events::parse_stream_name(kind.get<std::string>() + "/x"));
}

TEST_CASE("a problem's codes are the closed list, by status", "[openapi]") {
    CHECK(component("ProblemCode")["enum"].size() == explanations().size());
    const Json& refused = document()["components"]["responses"]["Problem412"];
    CHECK(refused["content"]["application/problem+json"]["schema"]["properties"]["code"]["enum"] ==
          Json{"version-mismatch"});
    FakeService service;
    const Json problem = json_of(get(service, "/v1/nothing"));
    CHECK(recert::test::violation(component("Problem"), problem, document()).empty());
}

TEST_CASE("/openapi.json is open, cached and the same each time", "[openapi]") {
    FakeService service;
    Ask what{.target = "/openapi.json", .headers = {}};
    const Response first = ask(service, what);
    CHECK(first.status == 200);
    CHECK(first.content_type == "application/json");
    CHECK(json_of(first) == document());
    const std::string tag(first.header("ETag"));
    what.headers.if_none_match = tag;
    const Response again = ask(service, what);
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(again.header("ETag") == tag);
}
