// Readers in other threads see whole groups only, and what they saw stays.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "ledger/feed.hpp"
#include "ledger/open_log.hpp"

using namespace recert;
using namespace recert::ledger;

namespace {

constexpr std::size_t kGroup = 10;
constexpr std::uint64_t kGroups = 120;

// Whether a snapshot is one of whole groups, and agrees with itself.
bool whole(const Log& log, TreeSize& seen) {
    const Reader reader = *log.reader();
    const TreeSize size = reader.size();
    if (size < seen || size.value % kGroup != 0) return false;
    seen = size;
    if (size.value == 0) return true;
    const Seq last{size.value - 1};
    std::uint64_t versions = 0;
    for (std::uint64_t stream = 0; stream < 7; ++stream)
        versions += reader.head("credential/" + std::to_string(stream))->value;
    return versions == size.value && *reader.entry(last) == Feed::bytes(last) &&
           *reader.leaf(last) == leaf_hash(Feed::bytes(last)) &&
           reader.repeat(Feed::key(last))->has_value() && reader.root(size).has_value();
}

}  // namespace

TEST_CASE("readers beside the appender see whole groups, never fewer than before", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto log = open_log(scratch.path());
    std::atomic<bool> done{false};
    std::atomic<int> torn{0};
    std::vector<std::thread> others;
    for (int i = 0; i < 3; ++i)
        others.emplace_back([&] {
            TreeSize seen;
            while (!done) torn += !whole(*log, seen);
        });
    others.emplace_back([&] {
        const std::vector<note::Signer> signers = {test_signer()};
        while (!done) torn += !log->publish_checkpoint(signers);
    });
    others.emplace_back([&] {
        for (int i = 0; !done; ++i) torn += !log->put_token(std::to_string(i % 10), "role");
    });
    Feed feed;
    std::size_t refused = 0;
    for (std::uint64_t i = 0; i < kGroups; ++i) refused += !log->append(feed.next(kGroup));
    done = true;
    for (std::thread& other : others) other.join();
    CHECK(refused == 0);
    CHECK(torn == 0);
    CHECK(log->reader()->size() == TreeSize{kGroup * kGroups});
}
