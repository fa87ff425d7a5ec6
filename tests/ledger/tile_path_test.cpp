// Where tiles lie, both ways.
#include "ledger/tile_path.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace recert::ledger;

TEST_CASE("a tile's path has its number in threes and its width if it is not full", "[tile]") {
    const std::vector<std::pair<TilePath, std::string>> known = {
        {{0}, "000"},
        {{67}, "067"},
        {{999}, "999"},
        {{1'000}, "x001/000"},
        {{1'234'067}, "x001/x234/067"},
        {{std::numeric_limits<std::uint64_t>::max()}, "x018/x446/x744/x073/x709/x551/615"},
        {{0, 1}, "000.p/1"},
        {{1'234'067, 255}, "x001/x234/067.p/255"},
    };
    for (const auto& [path, text] : known) {
        CHECK(path.text() == text);
        const auto parsed = TilePath::parse(text);
        REQUIRE(parsed);
        CHECK(*parsed == path);
    }
}

TEST_CASE("a tile has one path only", "[tile]") {
    for (const std::string text : {"",
                                   "0",
                                   "67",
                                   "0067",
                                   "x067",
                                   "x000/067",
                                   "001/234",
                                   "x001/x234",
                                   "x001/234/",
                                   "/067",
                                   "x001//234",
                                   "x001234",
                                   "06x",
                                   "-01",
                                   "+01",
                                   "067.p",
                                   "067.p/",
                                   "067.p/0",
                                   "067.p/256",
                                   "067.p/07",
                                   "067.p/-1",
                                   "067.p/1/2",
                                   "067.p/1.p/1",
                                   "067.q/1",
                                   "x01/234",
                                   "x0001/234",
                                   "x018/x446/x744/x073/x709/x551/616",
                                   "x999/x999/x999/x999/x999/x999/x999/999"}) {
        INFO(text);
        CHECK_FALSE(TilePath::parse(text));
    }
    CHECK_FALSE(TilePath::parse(std::string(1 << 20, '0')));
}
