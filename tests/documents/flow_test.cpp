#include "documents/flow.hpp"

#include <catch2/catch.hpp>

using namespace recert;
using namespace recert::documents;

namespace {

Block block(double height) {
    Block out;
    out.height = height;
    return out;
}

std::vector<std::size_t> sizes(const std::vector<LaidPage>& pages) {
    std::vector<std::size_t> out;
    for (const LaidPage& page : pages) out.push_back(page.size());
    return out;
}

}  // namespace

TEST_CASE("blocks follow each other down a page, and then on the next", "[documents]") {
    std::vector<Block> blocks;
    for (int n = 0; n < 7; ++n) blocks.push_back(block(30));
    const auto pages = lay_out(blocks, 10, 110);
    REQUIRE(pages);
    CHECK(sizes(*pages) == std::vector<std::size_t>{3, 3, 1});
    CHECK((*pages)[0][1].first == 40);
    CHECK((*pages)[1][0].first == 10);
}

TEST_CASE("a table's head stands again where the table goes on", "[documents]") {
    const auto head = std::make_shared<const Block>(block(10));
    std::vector<Block> rows;
    rows.push_back(block(10));
    rows.back().introduces = true;
    for (int n = 0; n < 5; ++n) {
        rows.push_back(block(30));
        rows.back().head = head;
    }
    const auto pages = lay_out(rows, 0, 100);
    REQUIRE(pages);
    CHECK(sizes(*pages) == std::vector<std::size_t>{4, 3});
    CHECK((*pages)[1][0].second == head.get());
    CHECK((*pages)[1][1].first == 10);
}

TEST_CASE("a heading stays with what it introduces", "[documents]") {
    std::vector<Block> blocks;
    blocks.push_back(block(60));
    for (const bool introduces : {true, true, false}) {
        blocks.push_back(block(20));
        blocks.back().introduces = introduces;
    }
    const auto pages = lay_out(blocks, 0, 100);
    REQUIRE(pages);
    CHECK(sizes(*pages) == std::vector<std::size_t>{1, 3});
}

TEST_CASE("a block that is higher than a page has one of its own", "[documents]") {
    std::vector<Block> blocks;
    for (const double height : {500.0, 500.0}) blocks.push_back(block(height));
    const auto pages = lay_out(blocks, 0, 100);
    REQUIRE(pages);
    CHECK(sizes(*pages) == std::vector<std::size_t>{1, 1});
}

TEST_CASE("too many pages are refused, naming what to ask for instead", "[documents]") {
    std::vector<Block> blocks;
    for (std::size_t n = 0; n < kPagesMax; ++n) blocks.push_back(block(60));
    REQUIRE(lay_out(blocks, 0, 100));
    blocks.push_back(block(60));
    const auto refused = lay_out(blocks, 0, 100);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::bad_parameter);
    CHECK(refused.error().pointer == "cycle");
}
