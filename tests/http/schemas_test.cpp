#include "http/schemas.hpp"

#include <catch2/catch.hpp>

#include "events/schema.hpp"
#include "http/fake_service.hpp"
#include "http/openapi.hpp"
#include "support/json_schema.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using events::Json;

TEST_CASE("the schema of every event type is served to everybody", "[http]") {
    FakeService service;
    const Response list = ask(service, {.target = "/v1/schemas", .headers = {}});
    REQUIRE(list.status == 200);
    const Json items = json_of(list)["items"];
    CHECK(items.size() == events::event_types().size());
    for (const Json& item : items) {
        const std::string path = "/v1/schemas/" + item["type"].get<std::string>();
        INFO(path);
        const Response response = ask(service, {.target = path, .headers = {}});
        REQUIRE(response.status == 200);
        CHECK(response.content_type == "application/schema+json");
        const Json schema = json_of(response);
        CHECK(schema["$id"] == path);
        CHECK(schema["title"] == item["type"]);
        CHECK(schema["x-schema-version"] == item["schema"]);
        CHECK(schema["x-streams"] == item["streams"]);
        CHECK(schema["additionalProperties"] == false);
    }
}

TEST_CASE("a schema says what is required, of which form, and what is stored sealed", "[http]") {
    FakeService service;
    const Json schema = json_of(get(service, "/v1/schemas/cpe.planned"));
    CHECK(schema["required"] == Json{"activity", "title", "planned_for"});
    CHECK(schema["properties"]["title"]["x-sealed"] == true);
    CHECK(schema["properties"]["title"]["type"] == "string");
    CHECK(schema["properties"]["planned_for"]["format"] == "date");
    CHECK(schema["properties"]["credit"]["maximum"] == 1'000'000);
}

TEST_CASE("a type that is not there has no schema, and a schema is cached by its tag", "[http]") {
    FakeService service;
    CHECK(get(service, "/v1/schemas/cpe.exploded").status == 404);
    Ask what{.target = "/v1/schemas/cpe.logged"};
    const std::string tag(ask(service, what).header("ETag"));
    what.headers.if_none_match = tag;
    CHECK(ask(service, what).status == 304);
}
