// What was once published stays readable, by its size.
#include <catch2/catch.hpp>

#include "ledger/check.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/feed.hpp"
#include "ledger/format.hpp"
#include "ledger/open_log.hpp"
#include "store/durable_file.hpp"
#include "store/writing.hpp"

using namespace recert;
using namespace recert::ledger;

namespace {

note::Signer other_signer() {
    note::Seed seed{};
    seed.fill(8);
    return *note::Signer::from_seed("ledger.example/test", seed);
}

void publish(Log& log, const std::vector<note::Signer>& signers = {test_signer()}) {
    const auto published = log.publish_checkpoint(signers);
    if (!published) FAIL(published.error().message);
    REQUIRE(*published);
}

std::string note_in_file(const std::filesystem::path& directory) {
    return **store::read_file(checkpoint_path(directory));
}

std::optional<std::string> kept(const Log& log, std::uint64_t size) {
    return *log.reader()->checkpoint({size});
}

}  // namespace

TEST_CASE("every published checkpoint stays as it was signed, over restarts and a new key",
          "[checkpoint]") {
    const support::ScratchDirectory scratch;
    Feed feed;
    std::map<std::uint64_t, std::string> published;
    for (const bool with_both : {false, true}) {
        const auto log = open_log(scratch.path());
        for (int round = 0; round < 3; ++round) {
            REQUIRE(log->append(feed.next(100)));
            if (with_both)
                publish(*log, {other_signer(), test_signer()});
            else
                publish(*log);
            published[log->reader()->size().value] = note_in_file(scratch.path());
        }
    }
    const auto log = open_log(scratch.path());
    REQUIRE(published.size() == 6);
    for (const auto& [size, note] : published) CHECK(kept(*log, size) == note);
    CHECK_FALSE(kept(*log, 99));
    CHECK_FALSE(kept(*log, 700));
}

TEST_CASE("a kill between the file and the store loses no checkpoint", "[checkpoint]") {
    const support::ScratchDirectory scratch;
    const auto live = scratch.path() / "live";
    const auto before = scratch.path() / "before";
    Feed feed;
    {
        const auto log = open_log(live);
        REQUIRE(log->append(feed.next(10)));
        publish(*log);
        REQUIRE(log->append(feed.next(10)));
    }
    std::filesystem::copy(live, before, std::filesystem::copy_options::recursive);
    publish(*open_log(live));
    const std::string note = note_in_file(live);
    std::filesystem::copy_file(checkpoint_path(live), checkpoint_path(before),
                               std::filesystem::copy_options::overwrite_existing);
    const auto log = open_log(before);
    CHECK(kept(*log, 20) == note);
    CHECK(log->reader()->signed_size()->value == 20);
    const std::vector<note::Signer> other = {other_signer()};
    CHECK_FALSE(*log->publish_checkpoint(other));  // never a second one of this size
    CHECK(note_in_file(before) == note);
}

TEST_CASE("a kept checkpoint that is of another tree is named", "[checkpoint]") {
    const support::ScratchDirectory scratch;
    {
        Feed feed;
        const auto log = open_log(scratch.path());
        for (int round = 0; round < 2; ++round) {
            REQUIRE(log->append(feed.next(10)));
            publish(*log);
        }
    }
    REQUIRE(check(*Reader::open(scratch.path())));
    const std::string other = Checkpoint{"ledger.example/test", {10}, empty_root()}.text();
    const std::vector<note::Signer> signers = {test_signer()};
    const auto note = note::sign(other, signers);
    {
        const auto store = store::WriteStore::open({.directory = scratch.path() / "ledger"});
        store::Batch batch = (*store)->batch();
        batch.put(store::Family::meta, format::checkpoint_key({10}), *note);
        REQUIRE((*store)->commit(std::move(batch)));
    }
    const Status found = check(*Reader::open(scratch.path()));
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::corrupt);
    CHECK_THAT(found.error().message, Catch::Contains("size 10"));
}
