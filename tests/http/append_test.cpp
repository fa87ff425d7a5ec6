#include "http/append.hpp"

#include <catch2/catch.hpp>

#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

const std::string kHistory = "/v1/credentials/cptm-000042/events";
const std::string kEvent =
    R"({"type":"cpe.logged","occurred_at":"2026-05-02","data":{"activity":"a"}})";

Ask appending(const std::string& body) {
    return {.method = Method::post, .target = kHistory, .body = body};
}

void check_schema(const std::string& target, const std::string& body, const std::string& pointer) {
    FakeService service;
    const Response response = post(service, target, body);
    INFO(body << " -> " << response.body);
    CHECK(response.status == 422);
    CHECK(json_of(response)["code"] == "schema");
    CHECK(json_of(response).value("pointer", "") == pointer);
    CHECK(service.appends.empty());
}

}  // namespace

TEST_CASE("a creation asks for the first event of its kind of stream", "[http]") {
    FakeService service;
    const Response response = post(service, "/v1/credentials",
                                   R"({"id":"c-1","occurred_at":"2026-01-02","data":{"x":1}})");
    CHECK(response.status == 201);
    CHECK(response.header("Location") == "/v1/credentials/c-1");
    CHECK(response.header("ETag") == "\"17\"");
    REQUIRE(service.appends.size() == 1);
    const service::Append& append = service.appends.front();
    CHECK(append.creates);
    CHECK(append.stream.text() == "credential/c-1");
    CHECK(append.principal.subject == "sam");
    CHECK_FALSE(append.expected);
    CHECK_FALSE(append.idempotency);
    REQUIRE(append.drafts.size() == 1);
    CHECK(append.drafts[0].type == "credential.registered");
    CHECK(append.drafts[0].occurred_at == "2026-01-02");
    CHECK(append.drafts[0].data == events::Json{{"x", 1}});
    CHECK(append.drafts[0].pointer.empty());
}

TEST_CASE("a creation without an id leaves it to the service", "[http]") {
    FakeService service;
    const Response response = post(service, "/v1/programs", R"({"data":{}})");
    CHECK(response.header("Location") == "/v1/programs/made-by-the-service");
    CHECK(service.appends.front().stream.id.empty());
    CHECK(service.appends.front().drafts[0].type == "program.published");
}

TEST_CASE("an append answers 201 with the representation and the version", "[http]") {
    FakeService service;
    const Response response = ask(service, appending(kEvent));
    CHECK(response.status == 201);
    CHECK(response.content_type == "application/json");
    CHECK(response.header("ETag") == "\"17\"");
    CHECK(response.header("Location").empty());
    CHECK(json_of(response)["events"][0]["seq"] == 1200);
    CHECK(json_of(response)["reader"] == "sam");
    CHECK_FALSE(service.appends.front().creates);
    CHECK(service.appends.front().drafts[0].type == "cpe.logged");
}

TEST_CASE("a batch keeps its order and points each event at its place", "[http]") {
    FakeService service;
    const Response response = ask(service, appending("[" + kEvent + "," + kEvent + "]"));
    CHECK(response.status == 201);
    CHECK(response.header("ETag") == "\"18\"");
    REQUIRE(service.appends.front().drafts.size() == 2);
    CHECK(service.appends.front().drafts[0].pointer == "/0");
    CHECK(service.appends.front().drafts[1].pointer == "/1");
}

TEST_CASE("a batch holds 1 to 1,000 events", "[http]") {
    FakeService service;
    std::string body = "[" + kEvent;
    for (int i = 1; i < 1000; ++i) body += "," + kEvent;
    CHECK(ask(service, appending(body + "]")).status == 201);
    const Response over = ask(service, appending(body + "," + kEvent + "]"));
    CHECK(over.status == 413);
    CHECK(json_of(over)["pointer"] == "/1000");
    CHECK(ask(service, appending("[]")).status == 422);
    CHECK(service.appends.size() == 1);
}

TEST_CASE("the minimal answer holds positions only", "[http]") {
    FakeService service;
    Ask what = appending("[" + kEvent + "," + kEvent + "]");
    what.headers.prefer = "respond-async, return=minimal; x=1";
    const Response response = ask(service, what);
    CHECK(response.status == 201);
    CHECK(response.header("Preference-Applied") == "return=minimal");
    CHECK(json_of(response) ==
          events::Json{{"first_seq", 1200}, {"last_seq", 1201}, {"version", 18}});
}

TEST_CASE("a dry run answers 200 and names no version", "[http]") {
    FakeService service;
    const Response response = post(service, kHistory + "?dry_run=true", kEvent);
    CHECK(response.status == 200);
    CHECK(response.header("ETag").empty());
    CHECK(service.appends.front().dry_run);
    CHECK(post(service, kHistory + "?dry_run=false", kEvent).status == 201);
    CHECK(post(service, kHistory + "?dry_run=yes", kEvent).status == 400);
}

TEST_CASE("If-Match and Idempotency-Key reach the service", "[http]") {
    FakeService service;
    Ask what = appending(kEvent);
    what.headers.if_match = "\"17-abc\"";
    what.headers.idempotency_key = "\"k 1\"";
    ask(service, what);
    const service::Append& append = service.appends.front();
    CHECK(append.expected == StreamVersion{17});
    REQUIRE(append.idempotency);
    CHECK(append.idempotency->key == "k 1");
    CHECK(append.idempotency->request == kHistory + "\n" + kEvent);
}

TEST_CASE("a replayed append says so and answers as the first time", "[http]") {
    FakeService service;
    service.on_append = [](const service::Append& request, const auto& done) {
        service::Appended appended = appended_to(request);
        appended.replayed = true;
        done(std::move(appended));
    };
    const Response response = ask(service, appending(kEvent));
    CHECK(response.status == 201);
    CHECK(response.header("Idempotent-Replayed") == "true");
}

TEST_CASE("a refusal of the service keeps its pointer and clause", "[http]") {
    FakeService service;
    service.on_append = [](const service::Append&, const auto& done) {
        done(fail(ErrorCode::version_mismatch, "at 18 by now", "/0/data", "a clause"));
    };
    const Response response = ask(service, appending(kEvent));
    CHECK(response.status == 412);
    CHECK(json_of(response)["pointer"] == "/0/data");
    CHECK(json_of(response)["clause"] == "a clause");
}

TEST_CASE("what is durable is answered 201 even if its representation cannot be read", "[http]") {
    FakeService service;
    service.failure = Error{ErrorCode::storage, "unreadable"};
    const Response response = ask(service, appending(kEvent));
    CHECK(response.status == 201);
    CHECK(json_of(response)["version"] == 17);
    CHECK(post(service, kHistory + "?dry_run=true", kEvent).status == 500);
}

TEST_CASE("a body that is no faithful JSON is 400 and reaches nobody", "[http]") {
    FakeService service;
    const std::string deep(100'000, '[');
    for (const std::string& body :
         {std::string("{"), std::string("\xff\xfe"), std::string(""), deep, std::string("{} {}"),
          std::string(R"({"id":"z","id":"y","data":{}})"),
          std::string("{\"data\":{\"name\":\"\xc3\x28\"}}")}) {
        for (const std::string& target : {std::string("/v1/holders"), kHistory}) {
            const Response response = post(service, target, body);
            CHECK(response.status == 400);
            CHECK(json_of(response)["code"] == "malformed");
        }
    }
    CHECK(service.appends.empty());
}

TEST_CASE("a creation of the wrong shape is refused by pointer", "[http]") {
    const std::string all = "/v1/holders";
    check_schema(all, R"([])", "");
    check_schema(all, R"({"id":"a"})", "/data");
    check_schema(all, R"({"data":[]})", "/data");
    check_schema(all, R"({"data":{},"type":"holder.registered"})", "/type");
    check_schema(all, R"({"data":{},"a/b":1})", "/a~1b");
    check_schema(all, R"({"data":{},"id":7})", "/id");
    check_schema(all, R"({"data":{},"id":"Ada"})", "/id");
    check_schema(all, R"({"data":{},"id":""})", "/id");
    check_schema(all, R"({"data":{},"occurred_at":20260101})", "/occurred_at");
}

TEST_CASE("an append of the wrong shape is refused by pointer", "[http]") {
    check_schema(kHistory, R"("cpe.logged")", "");
    check_schema(kHistory, R"({"data":{}})", "/type");
    check_schema(kHistory, R"({"type":"x"})", "/data");
    check_schema(kHistory, R"({"type":1,"data":{}})", "/type");
    check_schema(kHistory, R"({"type":"x","data":{},"id":"a"})", "/id");
    check_schema(kHistory, "[" + kEvent + R"(,{"type":"x","data":"y"}])", "/1/data");
    check_schema(kHistory, "[" + kEvent + ",7]", "/1");
}

TEST_CASE("an id that cannot be one is 404", "[http]") {
    FakeService service;
    for (const char* id : {"Ada", "-a", "a%20b", "%C3%A9"})
        CHECK(post(service, "/v1/holders/" + std::string(id) + "/events", kEvent).status == 404);
    CHECK(service.appends.empty());
}
