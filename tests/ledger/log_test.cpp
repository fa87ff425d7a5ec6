// What a group makes true, what is refused, and what is kept.
#include "ledger/log.hpp"

#include <catch2/catch.hpp>

#include "ledger/feed.hpp"
#include "ledger/open_log.hpp"

using namespace recert;
using namespace recert::ledger;

namespace {

std::vector<Seq> seqs(std::initializer_list<std::uint64_t> values) {
    std::vector<Seq> seqs;
    for (const std::uint64_t value : values) seqs.push_back({value});
    return seqs;
}

void check_ten(const Reader& reader) {
    CHECK(reader.size() == TreeSize{10});
    CHECK(*reader.entry({9}) == Feed::bytes({9}));
    CHECK(*reader.entries(seqs({3, 0, 3})) ==
          std::vector<std::string>{Feed::bytes({3}), Feed::bytes({0}), Feed::bytes({3})});
    CHECK(*reader.stream("credential/0", {}, 100) == seqs({0, 3, 6, 9}));
    CHECK(*reader.stream("credential/0", {1}, 2) == seqs({3, 6}));
    CHECK(reader.stream("credential/0", {4}, 100)->empty());
    CHECK(reader.stream("credential/", {}, 100)->empty());
    CHECK(reader.head("credential/0")->value == 4);
    CHECK(reader.head("credential/9")->value == 0);
    CHECK(**reader.repeat(Feed::key({4})) == Repeat{"digest", {4}, 1});
    CHECK_FALSE(*reader.repeat("nobody"));
    CHECK(*reader.view("live/credential/0") == "9");
}

}  // namespace

TEST_CASE("a group's entries, index, keys and views are there at once, and after reopening",
          "[ledger]") {
    const support::ScratchDirectory scratch;
    const LogOptions options = quick();
    Feed feed(3);
    {
        const auto log = open_log(scratch.path(), options);
        const Reader before = *log->reader();
        REQUIRE(log->append(feed.next(4)));
        REQUIRE(log->append(feed.next(1)));
        REQUIRE(log->append(feed.next(5)));
        check_ten(*log->reader());
        CHECK(before.size() == TreeSize{0});
        CHECK(before.entry({0}).error().code == ErrorCode::not_found);
    }
    const auto log = open_log(scratch.path(), options);
    check_ten(*log->reader());
    CHECK(log->append(feed.next(1)));
}

TEST_CASE("entries are visited in order, within the bounds, until told to stop", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto log = open_log(scratch.path());
    Feed feed;
    REQUIRE(log->append(feed.next(300)));
    const Reader reader = *log->reader();
    std::vector<Seq> seen;
    const auto note_down = [&](Seq seq, std::string_view entry) {
        CHECK(entry == Feed::bytes(seq));
        seen.push_back(seq);
        return seq != Seq{299};
    };
    REQUIRE(reader.visit_entries({254}, {258}, note_down));
    CHECK(seen == seqs({254, 255, 256, 257}));
    seen.clear();
    REQUIRE(reader.visit_entries({298}, {1'000'000}, note_down));
    CHECK(seen == seqs({298, 299}));
    seen.clear();
    REQUIRE(reader.visit_entries({300}, {400}, note_down));
    CHECK(seen.empty());
}

TEST_CASE("a group that does not follow is refused and changes nothing", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto log = open_log(scratch.path());
    Feed feed(1);
    REQUIRE(log->append(feed.next(2)));
    const auto refused = [&](Group group, ErrorCode code) {
        const Status status = log->append(group);
        REQUIRE_FALSE(status);
        CHECK(status.error().code == code);
        CHECK(log->reader()->size() == TreeSize{2});
    };
    const std::string stream = feed.stream_of({0});
    refused({{1}, {{stream, {3}, "x"}}, {}, {}}, ErrorCode::version_mismatch);
    refused({{3}, {{stream, {3}, "x"}}, {}, {}}, ErrorCode::version_mismatch);
    refused({{2}, {{stream, {2}, "x"}}, {}, {}}, ErrorCode::version_mismatch);
    refused({{2}, {{stream, {4}, "x"}}, {}, {}}, ErrorCode::version_mismatch);
    refused({{2}, {{stream, {3}, "x"}, {stream, {3}, "y"}}, {}, {}}, ErrorCode::version_mismatch);
    refused({{2}, {{"new", {2}, "x"}}, {}, {}}, ErrorCode::version_mismatch);
    refused({{2}, {{"", {1}, "x"}}, {}, {}}, ErrorCode::bad_parameter);
    refused({{2}, {{std::string("a\0b", 3), {1}, "x"}}, {}, {}}, ErrorCode::bad_parameter);
    refused({{2}, {{"new", {1}, std::string(kEntryBytesMax + 1, 'x')}}, {}, {}},
            ErrorCode::too_large);
    CHECK(log->append({{2}, {{"new", {1}, std::string(kEntryBytesMax, 'x')}}, {}, {}}));
    CHECK(log->append({{3}, {}, {}, {{"v", "1"}}}));
    CHECK(*log->reader()->view("v") == "1");
}

TEST_CASE("one stream's name may begin another's", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto log = open_log(scratch.path());
    REQUIRE(log->append(
        {{0}, {{"a", {1}, "0"}, {"ab", {1}, "1"}, {"a", {2}, "2"}, {"a\x01", {1}, "3"}}, {}, {}}));
    const Reader reader = *log->reader();
    CHECK(*reader.stream("a", {}, 10) == seqs({0, 2}));
    CHECK(*reader.stream("ab", {}, 10) == seqs({1}));
    CHECK(*reader.stream("a\x01", {}, 10) == seqs({3}));
}

TEST_CASE("full tiles hold their hashes, the unfinished one is cut to what is asked", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto log = open_log(scratch.path());
    Feed feed;
    REQUIRE(log->append(feed.next(600)));
    const Reader reader = *log->reader();
    std::string expected;
    for (std::uint64_t i = 256; i < 512; ++i) expected += bytes_of(leaf_hash(Feed::bytes({i})));
    CHECK(*reader.tile({0, 1}, 256) == expected);
    CHECK(*reader.tile({0, 1}, 10) == expected.substr(0, 10 * kHashBytes));
    CHECK(*reader.tile({0, 2}, 88) == [] {
        std::string bytes;
        for (std::uint64_t i = 512; i < 600; ++i) bytes += bytes_of(leaf_hash(Feed::bytes({i})));
        return bytes;
    }());
    CHECK(reader.tile({1, 0}, 2)->substr(0, kHashBytes) == bytes_of(*reader.root({256})));
    for (const auto& [tile, width] : std::vector<std::pair<TileId, std::size_t>>{
             {{0, 2}, 89}, {{0, 3}, 1}, {{1, 0}, 3}, {{2, 0}, 1}, {{0, 0}, 0}, {{99, 0}, 1}})
        CHECK(reader.tile(tile, width).error().code == ErrorCode::not_found);
}

TEST_CASE("views change beside groups, and two builds alike have one digest", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto log = open_log(scratch.path());
    const std::vector<ViewChange> changes = {
        {"p/1/a", "x"}, {"p/1/b", "y"}, {"p/2/a", "x"}, {"p/2/b", "y"}, {"p/2/c", "z"}};
    REQUIRE(log->change_views(changes));
    CHECK(*log->reader()->views_digest("p/1/") != *log->reader()->views_digest("p/2/"));
    const std::vector<ViewChange> erased = {{"p/2/c", std::nullopt}};
    REQUIRE(log->change_views(erased));
    CHECK(*log->reader()->views_digest("p/1/") == *log->reader()->views_digest("p/2/"));
    const std::string pairs("\0\0\0\1a\0\0\0\1x\0\0\0\1b\0\0\0\1y", 20);
    CHECK(*log->reader()->views_digest("p/1/") == sha256(pairs));
    REQUIRE(log->erase_views("p/1/"));
    std::vector<std::string> left;
    REQUIRE(log->reader()->visit_views("p/", "p/2/b", [&](std::string_view key, std::string_view) {
        left.emplace_back(key);
        return true;
    }));
    CHECK(left == std::vector<std::string>{"p/2/b"});
    CHECK_FALSE(*log->reader()->view("p/1/a"));
    CHECK(log->erase_views("").error().code == ErrorCode::bad_parameter);
}

TEST_CASE("tokens are put, read in order, and erased", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto log = open_log(scratch.path());
    for (const char* key : {"b", "a", "c"}) REQUIRE(log->put_token(key, "role"));
    REQUIRE(log->erase_token("b"));
    CHECK(*log->reader()->token("a") == "role");
    CHECK_FALSE(*log->reader()->token("b"));
    std::vector<std::string> keys;
    REQUIRE(log->reader()->visit_tokens("b", [&](std::string_view key, std::string_view) {
        keys.emplace_back(key);
        return true;
    }));
    CHECK(keys == std::vector<std::string>{"c"});
}
