#include "tools/scenario.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <deque>
#include <filesystem>
#include <fstream>

using namespace recert;
using events::Json;
using tools::Scenario;

namespace {

// Answers what it was told to, in order, and keeps what was asked.
class Script : public tools::Server {
  public:
    Result<tools::Response> get(const std::string& path) override { return next("GET " + path); }
    Result<tools::Response> post(const std::string& path, const Json& body) override {
        return next("POST " + path + " " + body.dump());
    }

    void answer(long status, const char* body) { answers_.push_back({status, body}); }
    std::vector<std::string> asked;

  private:
    Result<tools::Response> next(std::string request) {
        asked.push_back(std::move(request));
        if (answers_.empty()) return fail(ErrorCode::outcome_unknown, "no answer");
        auto response = answers_.front();
        answers_.pop_front();
        return response;
    }
    std::deque<tools::Response> answers_;
};

Result<Scenario> read(const std::string& text) {
    const auto file = std::filesystem::temp_directory_path() /
                      ("recert-scenario-" + std::to_string(::getpid()) + ".json");
    std::ofstream(file) << text;
    auto scenario = tools::read_scenario(file.string());
    std::filesystem::remove(file);
    return scenario;
}

std::string pointer_of_refusal(const std::string& steps) {
    const auto scenario = read(R"({"title": "t", "steps": )" + steps + "}");
    REQUIRE_FALSE(scenario.has_value());
    return scenario.error().pointer;
}

constexpr const char* kStored = R"({"events": [{"type": "cpe.logged", "seq": 7},
                                              {"type": "credential.renewed", "seq": 8}]})";

}  // namespace

TEST_CASE("a scenario that is not of the form is refused with a pointer", "[tools]") {
    CHECK(pointer_of_refusal("[]") == "/steps");
    CHECK(pointer_of_refusal("[1]") == "/steps/0");
    CHECK(pointer_of_refusal(R"([{"shout": "x/y"}])") == "/steps/0");
    CHECK(pointer_of_refusal(R"([{"ask": "x/y", "expected": {}}])") == "/steps/0/expected");
    CHECK(pointer_of_refusal(R"([{"ask": "x/y", "expect": 1}])") == "/steps/0/expect");
    CHECK(pointer_of_refusal(R"([{"ask": "x/y"}])") == "/steps/0/expect");
    CHECK(pointer_of_refusal(R"([{"append": "xy", "type": "t", "data": {}}])") ==
          "/steps/0/append");
    CHECK(pointer_of_refusal(R"([{"append": "x/y", "data": {}}])") == "/steps/0/type");
    CHECK(pointer_of_refusal(R"([{"append": "x/y", "type": "t", "data": {}, "each": {"m": 1}}])") ==
          "/steps/0/each");
    CHECK_FALSE(read(R"({"steps": []})").has_value());
    CHECK_FALSE(tools::read_scenario("/no/such/file").has_value());
}

TEST_CASE("every scenario of the tree is of the form", "[tools]") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(RECERT_SCENARIOS_DIR)) {
        if (entry.path().extension() != ".json") continue;
        INFO(entry.path().string());
        const auto scenario = tools::read_scenario(entry.path().string());
        REQUIRE(scenario.has_value());
        ++count;
    }
    CHECK(count >= 16);
}

TEST_CASE("steps are posted as the interface wants them", "[tools]") {
    const auto scenario = read(R"({"title": "t", "steps": [
        {"create": "holders/ada", "at": "2020-01-02", "data": {"name": "A"}, "name": "ada"},
        {"append": "credentials/c", "type": "module.completed", "data": {}, "each": {"module": [1, 2]}},
        {"append": "credentials/c", "type": "entry.voided", "data": {"seq": {"seq_of": "ada"}}},
        {"ask": "credentials/c", "as_of": "2020-01-03", "known_at": "ada", "expect": {}}]})");
    REQUIRE(scenario.has_value());
    Script server;
    for (int n = 0; n < 3; ++n) server.answer(201, kStored);
    server.answer(200, "{}");
    const auto findings = tools::replay(*scenario, server);
    REQUIRE(findings.has_value());
    CHECK(findings->empty());
    CHECK(server.asked ==
          std::vector<std::string>{
              R"(POST /v1/holders {"data":{"name":"A"},"id":"ada","occurred_at":"2020-01-02"})",
              R"(POST /v1/credentials/c/events [{"data":{"module":1},"type":"module.completed"},)"
              R"({"data":{"module":2},"type":"module.completed"}])",
              R"(POST /v1/credentials/c/events {"data":{"seq":7},"type":"entry.voided"})",
              "GET /v1/credentials/c?as_of=2020-01-03&known_at=8"});
}

TEST_CASE("what differs is found, and a fact that is not taken ends the scenario", "[tools]") {
    const auto scenario = read(R"({"title": "t", "steps": [
        {"append": "credentials/c", "type": "cpe.logged", "data": {}, "events": ["cpe.logged"]},
        {"append": "credentials/c", "type": "cpe.logged", "data": {},
         "refused": {"status": 422, "code": "activity-exists", "clause": "*"}},
        {"ask": "credentials/c", "expect": {"status": "active"}},
        {"append": "credentials/c", "type": "fee.paid", "data": {}},
        {"ask": "credentials/c", "expect": {}}]})");
    REQUIRE(scenario.has_value());
    Script server;
    server.answer(201, kStored);
    server.answer(422, R"({"status": 422, "code": "schema", "detail": "no"})");
    server.answer(200, R"({"status": "lapsed"})");
    server.answer(403, R"({"status": 403, "code": "forbidden"})");
    const auto findings = tools::replay(*scenario, server);
    REQUIRE(findings.has_value());
    REQUIRE(findings->size() == 4);
    CHECK(server.asked.size() == 4);
    CHECK((*findings)[0].differences.at(0).path == "/events");
    CHECK((*findings)[1].differences.at(0).path == "/clause");
    CHECK((*findings)[1].differences.at(1).path == "/code");
    CHECK((*findings)[2].differences.at(0).got == R"("lapsed")");
    CHECK((*findings)[3].differences.at(0).got == "403");
}

TEST_CASE("a service that does not answer is an error, not a difference", "[tools]") {
    const auto scenario =
        read(R"({"title": "t", "steps": [{"ask": "credentials/c", "expect": {}}]})");
    REQUIRE(scenario.has_value());
    Script server;
    CHECK_FALSE(tools::replay(*scenario, server).has_value());
}
