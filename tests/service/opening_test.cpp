#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "projections/built_in.hpp"
#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;

TEST_CASE("the first start publishes each version of the built-in programs, later ones nothing",
          "[service]") {
    RunningService running("2026-05-04T12:00:00Z");
    running.open();
    const auto shipped = projections::built_in_programs();
    REQUIRE(running.size() == shipped.size());
    for (std::size_t n = 0; n < shipped.size(); ++n) {
        const auto event = running->event({n}, kAdmin);
        REQUIRE(event);
        CHECK((*event)["type"] == "program.published");
        CHECK((*event)["actor"] == "system");
        CHECK((*event)["stream"] == "program/" + shipped[n].id);
        const std::string from = shipped[n].published["effective_from"];
        CHECK((*event)["data"]["effective_from"] == from);
        CHECK((*event)["on"] == std::min<std::string>(from, "2026-05-04"));
    }
    running.reopen();
    CHECK(running.size() == shipped.size());
}

TEST_CASE("a restart changes no answer", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto before = running.standing("c1");
    running.reopen();
    CHECK(running.standing("c1") == before);
    CHECK(running.tell("credential/c1", "practice_exam.taken", "", {{"score", 50}}));
}

TEST_CASE("recorded_at goes on from the last entry when the clock was put back", "[service]") {
    RunningService running;
    running.open();
    running.close();
    running.clock().set("2026-05-03T00:00:00Z");
    running.open();
    REQUIRE(running.create("holder/ada", {{"name", "Ada"}, {"email", "a@example.org"}}));
    CHECK((*running->event({running.size() - 1}, kAdmin))["recorded_at"] ==
          "2026-05-04T12:00:00.000Z");
}

TEST_CASE("a second service on the same directory is refused", "[service]") {
    RunningService running;
    running.open();
    const auto second = service::LedgerService::open(running.options);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::refused_start);
}

TEST_CASE("closing leaves a checkpoint of all that was appended", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto size = running.size();
    running.close();
    std::ifstream in(running.directory() / "data" / "checkpoint");
    std::string origin;
    std::string count;
    std::getline(in, origin);
    std::getline(in, count);
    CHECK(origin == "test.example");
    CHECK(count == std::to_string(size));
}

TEST_CASE("no name, address or free text is in any file of the directory", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    REQUIRE(running.create("holder/ada",
                           {{"name", "Ada Lovelace"}, {"email", "ada@lovelace.example"}}));
    REQUIRE(running.tell("credential/c1", "cpe.logged", "2025-05-02",
                         {{"activity", "a"},
                          {"title", "Lovelace's secret"},
                          {"note", "lovelace"},
                          {"completed_on", "2025-05-02"},
                          {"credit", 1}}));
    running.close();
    std::size_t files = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(running.directory())) {
        if (!file.is_regular_file()) continue;
        ++files;
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        INFO(file.path().string());
        for (const char* word : {"Lovelace", "lovelace", "Name of", "@example.org"})
            CHECK(bytes.find(word) == std::string::npos);
    }
    CHECK(files > 5);
}
