#include "http/append_lines.hpp"

#include <catch2/catch.hpp>

#include "http/body.hpp"
#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using events::Json;

namespace {

const RequestHeaders kHeaders{.authorization = "Bearer good-token",
                              .content_type = "application/x-ndjson"};

std::string logged(int number, const std::string& more = "") {
    return R"({"stream":"credential/c-1","type":"cpe.logged","data":{"n":)" +
           std::to_string(number) + "}" + more + "}\n";
}

// The two ends of one exchange, and what came out of it so far.
struct Talk {
    explicit Talk(FakeService& service)
        : response(
              ask(service, {.method = Method::post, .target = "/v1/events", .headers = kHeaders})) {
        REQUIRE(response.source);
        response.source->begin(kAtOnce, [this] { ++wakes; });
    }

    void say(const std::string& text) { response.sink->take(text); }
    void end(Status how = {}) { response.sink->end(std::move(how)); }

    // Every line that is ready; `ended` is set at the end.
    std::vector<Json> answers() {
        std::string text;
        for (;;) {
            const Next next = response.source->next();
            if (const auto* piece = std::get_if<std::string>(&next)) {
                text += *piece;
                continue;
            }
            ended = std::holds_alternative<End>(next);
            break;
        }
        std::vector<Json> out;
        for (std::size_t at = 0; at < text.size();) {
            const auto end_of_line = text.find('\n', at);
            out.push_back(Json::parse(text.substr(at, end_of_line - at)));
            at = end_of_line + 1;
        }
        return out;
    }

    Response response;
    int wakes = 0;
    bool ended = false;
};

// Keeps appends until it is told to answer them.
struct Slow : FakeService {
    std::vector<std::function<void()>> answers;
    Slow() {
        on_append = [this](service::Append request, auto done) {
            appends.push_back(std::move(request));
            answers.push_back([request = appends.back(), done] { done(appended_to(request)); });
        };
    }
};

std::string code_of(const Json& line) { return line["error"]["code"]; }

}  // namespace

TEST_CASE("each line is one append, answered with its number, seq and version", "[http]") {
    FakeService service;
    Talk talk(service);
    talk.say(R"({"stream":"credential/c-1","type":"cpe.logged","occurred_at":"2026-05-02",)"
             R"("data":{"a":1},"key":"k 1"})"
             "\n");
    const auto answers = talk.answers();
    REQUIRE(answers.size() == 1);
    CHECK(answers[0] == Json{{"line", 1}, {"seq", 1200}, {"version", 17}});
    CHECK_FALSE(talk.ended);
    REQUIRE(service.appends.size() == 1);
    const service::Append& append = service.appends[0];
    CHECK(append.stream.text() == "credential/c-1");
    CHECK(append.principal.subject == "sam");
    CHECK_FALSE(append.creates);
    REQUIRE(append.drafts.size() == 1);
    CHECK(append.drafts[0].type == "cpe.logged");
    CHECK(append.drafts[0].occurred_at == "2026-05-02");
    CHECK(append.drafts[0].data == Json{{"a", 1}});
    REQUIRE(append.idempotency);
    CHECK(append.idempotency->key == "k 1");
    CHECK_THAT(append.idempotency->request, Catch::StartsWith("/v1/events\n{\"stream\""));
    talk.end();
    CHECK(talk.answers().empty());
    CHECK(talk.ended);
}

TEST_CASE("a first event begins its stream, or a program's next rules", "[http]") {
    FakeService service;
    Talk talk(service);
    talk.say(R"({"stream":"holder/ada","type":"holder.registered","data":{}})"
             "\n"
             R"({"stream":"program/own","type":"program.published","data":{}})"
             "\n");
    REQUIRE(service.appends.size() == 2);
    CHECK(service.appends[0].creates);
    CHECK(service.appends[1].creates);
    CHECK(service.appends[1].may_exist);
}

TEST_CASE("answers keep the order of the lines, however the appends are answered", "[http]") {
    Slow service;
    Talk talk(service);
    talk.say(logged(1) + "not JSON\n\n" + logged(4) + logged(5));
    talk.end();
    REQUIRE(service.answers.size() == 3);
    service.answers[2]();
    CHECK(talk.answers().empty());
    CHECK(talk.wakes == 1);
    service.answers[0]();
    const auto first = talk.answers();
    REQUIRE(first.size() == 2);
    CHECK(first[0]["line"] == 1);
    CHECK(first[1]["line"] == 2);
    CHECK(code_of(first[1]) == "malformed");
    CHECK_FALSE(talk.ended);
    service.answers[1]();
    const auto rest = talk.answers();
    REQUIRE(rest.size() == 2);
    CHECK(rest[0]["line"] == 4);
    CHECK(rest[1]["line"] == 5);
    CHECK(talk.ended);
}

TEST_CASE("a refusal names its place in the line, and the next line goes on", "[http]") {
    FakeService service;
    service.on_append = [](const service::Append& request, const auto& done) {
        if (request.creates) return done(fail(ErrorCode::already_exists, "it is there", "/id"));
        done(fail(ErrorCode::exam_window, "too early", "/data/on", "a clause"));
    };
    const std::vector<std::pair<std::string, std::string>> refusals = {
        {R"([])", ""},
        {R"({"type":"cpe.logged","data":{}})", "/stream"},
        {R"({"stream":"c-1","type":"cpe.logged","data":{}})", "/stream"},
        {R"({"stream":"credential/C","type":"cpe.logged","data":{}})", "/stream"},
        {R"({"stream":"credential/c","data":{}})", "/type"},
        {R"({"stream":"credential/c","type":"cpe.logged"})", "/data"},
        {R"({"stream":"credential/c","type":"cpe.logged","data":{},"key":7})", "/key"},
        {R"({"stream":"credential/c","type":"cpe.logged","data":{},"key":""})", "/key"},
        {R"({"stream":"credential/c","type":"cpe.logged","data":{},"id":"c"})", "/id"},
        {R"({"stream":"holder/ada","type":"holder.registered","data":{}})", "/stream"},
        {R"({"stream":"credential/c","type":"exam.passed","data":{}})", "/data/on"}};
    Talk talk(service);
    for (const auto& refusal : refusals) talk.say(refusal.first + "\n");
    const auto answers = talk.answers();
    REQUIRE(answers.size() == refusals.size());
    for (std::size_t i = 0; i < refusals.size(); ++i) {
        INFO(answers[i].dump());
        CHECK(answers[i]["line"] == i + 1);
        CHECK(answers[i]["error"].value("pointer", "") == refusals[i].second);
        CHECK(answers[i]["error"].contains("type"));
    }
    CHECK(answers.back()["error"]["status"] == 422);
    CHECK(answers.back()["error"]["clause"] == "a clause");
}

TEST_CASE("no more lines are under way than the bound, and room comes with answers", "[http]") {
    Slow service;
    Talk talk(service);
    std::string many;
    for (std::size_t i = 0; i < kLinesUnderWayMax + 10; ++i) many += logged(int(i));
    talk.say(many);
    CHECK(service.appends.size() == kLinesUnderWayMax);
    CHECK_FALSE(talk.response.sink->has_room());
    for (std::size_t i = 0; i < 4; ++i) service.answers[i]();
    CHECK(talk.answers().size() == 4);
    CHECK(service.appends.size() == kLinesUnderWayMax + 4);
    for (std::size_t i = 4; i < kLinesUnderWayMax; ++i) service.answers[i]();
    CHECK(talk.answers().size() == kLinesUnderWayMax - 4);
    CHECK(service.appends.size() == kLinesUnderWayMax + 10);
    CHECK(talk.response.sink->has_room());
}

TEST_CASE("long lines are bounded by their bytes", "[http]") {
    Slow service;
    Talk talk(service);
    const std::string long_line = logged(
        1, R"(,"key":")" + std::string(200, 'k') + "\"" + std::string(kLineBytesMax - 400, ' '));
    for (int i = 0; i < 8; ++i) talk.say(long_line);
    CHECK(service.appends.size() == 5);
    CHECK_FALSE(talk.response.sink->has_room());
}

TEST_CASE("a line over the bound is refused alone", "[http]") {
    FakeService service;
    Talk talk(service);
    talk.say(logged(1) + std::string(kLineBytesMax, ' '));
    talk.say(logged(2) + logged(3));
    const auto answers = talk.answers();
    REQUIRE(answers.size() == 3);
    CHECK(answers[1]["line"] == 2);
    CHECK(code_of(answers[1]) == "too-large");
    CHECK(answers[2]["line"] == 3);
    CHECK(service.appends.size() == 2);
}

TEST_CASE("a body that breaks off ends with why, and half a line is no append", "[http]") {
    FakeService service;
    Talk talk(service);
    const std::string half = logged(2);
    talk.say(logged(1) + half.substr(0, half.size() - 1));
    talk.end(fail(ErrorCode::request_timeout, "too slow"));
    const auto answers = talk.answers();
    REQUIRE(answers.size() == 2);
    CHECK(answers[1]["line"] == 2);
    CHECK(code_of(answers[1]) == "request-timeout");
    CHECK(talk.ended);
    CHECK(service.appends.size() == 1);
}

TEST_CASE("when the server ends, the lines taken are answered and no others", "[http]") {
    Slow service;
    Talk talk(service);
    talk.say(logged(1));
    talk.response.source->drain();
    talk.say(logged(2));
    CHECK_FALSE(talk.response.sink->has_room());
    CHECK(talk.answers().empty());
    CHECK_FALSE(talk.ended);
    service.answers[0]();
    CHECK(talk.answers().size() == 1);
    CHECK(talk.ended);
    CHECK(service.appends.size() == 1);
}

TEST_CASE("a token revoked meanwhile appends no further line", "[http]") {
    FakeService service;
    Talk talk(service);
    talk.say(logged(1));
    service.revoked_all = true;
    talk.say(logged(2));
    const auto answers = talk.answers();
    REQUIRE(answers.size() == 2);
    CHECK(code_of(answers[1]) == "unauthenticated");
    CHECK(service.appends.size() == 1);
}

TEST_CASE("lines take their own media type, keys and no expectation", "[http]") {
    FakeService service;
    Ask what{.method = Method::post, .target = "/v1/events", .headers = kHeaders};
    what.headers.content_type = "application/json";
    CHECK(ask(service, what).status == 415);
    what.headers = kHeaders;
    what.headers.idempotency_key = "k";
    CHECK(ask(service, what).status == 400);
    what.headers = kHeaders;
    what.headers.if_match = "\"1\"";
    CHECK(ask(service, what).status == 400);
    what.headers = kHeaders;
    what.target = "/v1/events?dry_run=true";
    CHECK(ask(service, what).status == 400);
}
