#include "http/problem.hpp"

#include <catch2/catch.hpp>

#include "http/fake_service.hpp"
#include "http/problem_catalogue.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

TEST_CASE("a problem carries what RFC 9457 and the design ask for", "[http]") {
    const Response response = problem(
        {ErrorCode::exam_window, "the window has closed", "/data/score", "six months"}, "r-1");
    CHECK(response.status == 422);
    CHECK(response.content_type == "application/problem+json");
    CHECK(json_of(response) == events::Json{{"type", "/problems/exam-window"},
                                            {"title", "Outside the exam window"},
                                            {"status", 422},
                                            {"detail", "the window has closed"},
                                            {"code", "exam-window"},
                                            {"pointer", "/data/score"},
                                            {"clause", "six months"},
                                            {"request_id", "r-1"}});
}

TEST_CASE("pointer and clause are left out when there is none", "[http]") {
    const events::Json body = json_of(problem({ErrorCode::not_found, "nothing"}, "r"));
    CHECK_FALSE(body.contains("pointer"));
    CHECK_FALSE(body.contains("clause"));
}

TEST_CASE("a message with bytes that are not UTF-8 still makes a problem", "[http]") {
    CHECK(json_of(problem({ErrorCode::malformed, "found \xff here"}, "r"))["status"] == 400);
}

TEST_CASE("503 says when to come back", "[http]") {
    for (const ErrorCode code :
         {ErrorCode::overloaded, ErrorCode::disk_reserve, ErrorCode::read_only,
          ErrorCode::outcome_unknown, ErrorCode::no_checkpoint_yet})
        CHECK_FALSE(problem({code, ""}, "r").header("Retry-After").empty());
    CHECK(problem({ErrorCode::storage, ""}, "r").header("Retry-After").empty());
}

TEST_CASE("every code a client can meet is explained, once, with a title", "[http]") {
    for (int i = 0; i < static_cast<int>(ErrorCode::refused_start); ++i) {
        const std::string name = code_name(static_cast<ErrorCode>(i));
        INFO(name);
        const Explanation* found = explanation_of(name);
        REQUIRE(found != nullptr);
        CHECK(static_cast<int>(found->code) == i);
        CHECK_FALSE(found->title.empty());
        CHECK_FALSE(found->text.empty());
        CHECK(status_of(found->code) >= 400);
    }
    CHECK(explanations().size() == static_cast<std::size_t>(ErrorCode::refused_start));
}

TEST_CASE("/problems lists every code and /problems/{code} explains one", "[http]") {
    FakeService service;
    const auto items = json_of(get(service, "/problems"))["items"];
    CHECK(items.size() == explanations().size());
    for (const auto& item : items) {
        const auto page = get(service, item["type"]);
        CHECK(page.status == 200);
        CHECK(json_of(page) == item);
    }
    const auto one = json_of(get(service, "/problems/own-claim"));
    CHECK(one["status"] == 422);
    CHECK(one["type"] == "/problems/own-claim");
    CHECK(get(service, "/problems/no-such-code").status == 404);
}

TEST_CASE("a browser gets the problem pages as HTML", "[http]") {
    FakeService service;
    Ask what{.target = "/problems/unauthenticated"};
    what.headers.accept = "text/html,application/xhtml+xml";
    const Response response = ask(service, what);
    CHECK(response.content_type == "text/html; charset=utf-8");
    CHECK_THAT(response.body, Catch::Contains("Bearer &lt;token>"));
    what.target = "/problems";
    CHECK_THAT(ask(service, what).body, Catch::Contains("/problems/version-mismatch"));
}

TEST_CASE("a service that is not ready says why on /readyz and lives on /livez", "[http]") {
    FakeService service;
    CHECK(json_of(get(service, "/readyz"))["ready"] == true);
    service.failure = Error{ErrorCode::read_only, "a write failed"};
    const Response response = get(service, "/readyz");
    CHECK(response.status == 503);
    CHECK(json_of(response)["code"] == "read-only");
    CHECK(get(service, "/livez").status == 200);
}
