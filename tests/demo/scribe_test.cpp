#include "demo/scribe.hpp"

#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

service::Append arrival(const std::string& id) {
    auto request = appending(
        "holder/" + id, {draft("holder.registered", {{"name", id}, {"email", "a@b.example"}})});
    request.creates = true;
    return request;
}

}  // namespace

TEST_CASE("a scribe hears the answers in the order in which it appended", "[demo]") {
    RunningService running;
    running.open();
    demo::Scribe scribe(*running);
    std::vector<std::string> heard;
    const auto hear = [&](const service::Appended& appended) {
        heard.push_back(appended.stream.id);
    };
    for (const char* id : {"ada", "bob"}) scribe.append(arrival(id), hear);
    scribe.append(arrival("cem"), [&](const service::Appended& appended) {
        hear(appended);
        scribe.append(arrival("dora"), hear);  // what is heard may lead to more
    });
    REQUIRE(scribe.wait());
    CHECK(heard == std::vector<std::string>{"ada", "bob", "cem", "dora"});
    CHECK(scribe.events() == 4);
    CHECK(scribe.last() == Seq{running.size() - 1});
}

TEST_CASE("a refusal ends it, and tells what was refused", "[demo]") {
    RunningService running;
    running.open();
    demo::Scribe scribe(*running);
    bool is_heard = false;
    scribe.append(arrival("ada"));
    scribe.append(appending("credential/nobody",
                            {draft("exam.passed", events::Json::object(), "2026-05-01")}),
                  [&](const service::Appended&) { is_heard = true; });
    const auto refused = scribe.wait();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message ==
          "exam.passed of 2026-05-01 on credential/nobody: there is no credential/nobody");
    CHECK_FALSE(is_heard);
    CHECK(scribe.events() == 1);
}
