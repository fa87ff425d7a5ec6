// Signed checkpoints, and what a start compares with them.
#include "ledger/checkpoint.hpp"

#include <catch2/catch.hpp>

#include "ledger/feed.hpp"
#include "ledger/format.hpp"
#include "ledger/open_log.hpp"
#include "store/durable_file.hpp"
#include "store/writing.hpp"

using namespace recert;
using namespace recert::ledger;

namespace {

const std::vector<note::Signer> kSigners = {test_signer()};

LogOptions trusting() {
    LogOptions options = quick();
    options.trusted = {test_signer().verifier()};
    return options;
}

void copy_over(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::remove_all(to);
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

std::string refusal(const std::filesystem::path& directory) {
    const auto refused = Log::open(directory, trusting());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::refused_start);
    return refused.error().message;
}

void publish(Log& log) {
    const auto published = log.publish_checkpoint(kSigners);
    if (!published) FAIL(published.error().message);
    CHECK(*published);
}

}  // namespace

TEST_CASE("a checkpoint is published when the tree grew, and only then", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto log = open_log(scratch.path(), trusting());
    Feed feed;
    CHECK_FALSE(*log->publish_checkpoint(kSigners));
    CHECK_FALSE(*read_checkpoint(scratch.path()));
    REQUIRE(log->append(feed.next(3)));
    publish(*log);
    CHECK_FALSE(*log->publish_checkpoint(kSigners));
    REQUIRE(log->append(feed.next(300)));
    publish(*log);
    const auto found = read_checkpoint(scratch.path());
    REQUIRE(found);
    REQUIRE(*found);
    const Checkpoint& checkpoint = (*found)->checkpoint;
    CHECK(checkpoint.origin == "ledger.example/test");
    CHECK(checkpoint.size == TreeSize{303});
    CHECK(checkpoint.root == *log->reader()->root({303}));
    const std::vector<note::VerifierKey> trusted = {test_signer().verifier()};
    CHECK(*note::open((*found)->note, trusted) == checkpoint.text());
    CHECK(log->reader()->signed_size()->value == 303);
}

TEST_CASE("a checkpoint is three lines and nothing else", "[ledger]") {
    const std::string text = "o\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    const auto parsed = Checkpoint::parse(text);
    REQUIRE(parsed);
    CHECK(parsed->root == empty_root());
    CHECK(parsed->text() == text);
    for (const std::string& bad :
         {std::string(), std::string("o\n5\n"), text + "extension\n", "o\n05" + text.substr(3),
          "o\n-5" + text.substr(3), text.substr(0, text.size() - 1), "o\n5\nAAAA\n" + text,
          std::string("o\n99999999999999999999") + text.substr(3)})
        CHECK(Checkpoint::parse(bad).error().code == ErrorCode::malformed);
}

TEST_CASE("yesterday's ledger with today's checkpoint is refused", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto live = scratch.path() / "live";
    const auto backup = scratch.path() / "backup";
    Feed feed;
    REQUIRE(open_log(live, trusting())->append(feed.next(10)));
    copy_over(live, backup);
    {
        const auto log = open_log(live, trusting());
        REQUIRE(log->append(feed.next(1)));
        publish(*log);
    }
    copy_over(backup / "ledger", live / "ledger");
    const std::string message = refusal(live);
    CHECK_THAT(message, Catch::Contains("10 entries") && Catch::Contains("11 entries"));
    CHECK_THAT(message, Catch::Contains("restore the data directory"));
}

TEST_CASE("another history of the signed length is refused", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto signed_one = scratch.path() / "signed";
    const auto other = scratch.path() / "other";
    Feed feed;
    {
        const auto log = open_log(signed_one, trusting());
        REQUIRE(log->append(feed.next(10)));
        publish(*log);
    }
    Group changed = Feed().next(12);
    changed.entries[4].bytes += " ";
    REQUIRE(open_log(other, trusting())->append(changed));
    copy_over(other / "ledger", signed_one / "ledger");
    CHECK_THAT(refusal(signed_one), Catch::Contains("is another than the one that was signed"));
}

TEST_CASE("a lost ledger or checkpoint is refused and nothing is begun in its place", "[ledger]") {
    const support::ScratchDirectory scratch;
    Feed feed;
    {
        const auto log = open_log(scratch.path(), trusting());
        REQUIRE(log->append(feed.next(10)));
        publish(*log);
    }
    SECTION("the ledger") {
        std::filesystem::remove_all(scratch.path() / "ledger");
        CHECK_THAT(refusal(scratch.path()), Catch::Contains("there is no store in it"));
        CHECK_FALSE(std::filesystem::exists(scratch.path() / "ledger"));
    }
    SECTION("the checkpoint") {
        std::filesystem::remove(checkpoint_path(scratch.path()));
        CHECK_THAT(refusal(scratch.path()), Catch::Contains("checkpoint is missing"));
    }
    SECTION("an older checkpoint") {
        copy_over(checkpoint_path(scratch.path()), scratch.path() / "older");
        {
            const auto log = open_log(scratch.path(), trusting());
            REQUIRE(log->append(feed.next(1)));
            publish(*log);
        }
        std::filesystem::rename(scratch.path() / "older", checkpoint_path(scratch.path()));
        CHECK_THAT(refusal(scratch.path()), Catch::Contains("checkpoint is of 10 entries"));
    }
}

TEST_CASE("one flipped bit anywhere in the checkpoint file is refused", "[ledger]") {
    const support::ScratchDirectory scratch;
    Feed feed;
    {
        const auto log = open_log(scratch.path(), trusting());
        REQUIRE(log->append(feed.next(10)));
        publish(*log);
    }
    const std::string good = **store::read_file(checkpoint_path(scratch.path()));
    for (std::size_t at = 0; at < good.size(); at += 3) {
        INFO("at " << at);
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
        REQUIRE(store::replace_file(checkpoint_path(scratch.path()), bad, store::kPublicFile));
        CHECK_THAT(refusal(scratch.path()), Catch::Contains("checkpoint"));
    }
    REQUIRE(store::replace_file(checkpoint_path(scratch.path()), good, store::kPublicFile));
    CHECK(Log::open(scratch.path(), trusting()));
}

TEST_CASE("a ledger of a newer format is refused", "[ledger]") {
    const support::ScratchDirectory scratch;
    REQUIRE(open_log(scratch.path())->append(Feed().next(1)));
    {
        const auto store = store::WriteStore::open({.directory = scratch.path() / "ledger"});
        REQUIRE(store);
        store::Batch batch = (*store)->batch();
        batch.put(store::Family::meta, format::kFormatKey, "2");
        REQUIRE((*store)->commit(std::move(batch)));
    }
    CHECK_THAT(refusal(scratch.path()), Catch::Contains("format 2"));
}

TEST_CASE("after a failed sync nothing more is appended or signed, and reads go on", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto disk = std::make_shared<support::UnsyncedLossFs>();
    Feed feed;
    {
        const auto log = open_log(scratch.path(), {.trusted = {}, .file_system = disk});
        REQUIRE(log->append(feed.next(5)));
        disk->fail_syncs();
        const Group group = feed.next(5);
        CHECK(log->append(group).error().code == ErrorCode::outcome_unknown);
        CHECK(log->append(group).error().code == ErrorCode::read_only);
        CHECK(log->put_token("t", "v").error().code == ErrorCode::read_only);
        CHECK(log->publish_checkpoint(kSigners).error().code == ErrorCode::read_only);
        CHECK_FALSE(log->writable());
        CHECK(log->reader()->size() == TreeSize{5});
        CHECK(*log->reader()->entry({4}) == Feed::bytes({4}));
    }
    const auto log = open_log(scratch.path());
    const TreeSize size = log->reader()->size();
    CHECK((size == TreeSize{5} || size == TreeSize{10}));
    publish(*log);
}
