#include "service/checkpointing.hpp"

#include <catch2/catch.hpp>
#include <future>

#include "support/scratch_directory.hpp"

using namespace recert;
using namespace std::chrono_literals;
using service::Checkpointing;

namespace {

std::vector<ledger::note::Signer> signers() { return {*ledger::note::Signer::generate("test")}; }

std::unique_ptr<ledger::Log> log_with_one_entry(const support::ScratchDirectory& scratch) {
    ledger::LogOptions options;
    options.sync = false;
    auto log = ledger::Log::open(scratch.path(), options);
    if (!log) FAIL(log.error().message);
    REQUIRE((*log)->append({{0}, {{"credential/a", {1}, "{}"}}, {}, {}}));
    return std::move(*log);
}

// Waits for the call, and says how much of the ledger was signed then.
std::uint64_t signed_when_called(Checkpointing& checkpointing, const ledger::Log& log, Seq seq) {
    auto called = std::make_shared<std::promise<std::uint64_t>>();
    auto future = called->get_future();
    checkpointing.when_signed(
        seq, [called, &log] { called->set_value(log.reader()->signed_size()->value); });
    REQUIRE(future.wait_for(60s) == std::future_status::ready);
    return future.get();
}

}  // namespace

TEST_CASE("who waits for a checkpoint is called when one covers the entry", "[checkpointing]") {
    const support::ScratchDirectory scratch;
    const auto log = log_with_one_entry(scratch);
    Checkpointing checkpointing(*log, signers(), 5ms);
    CHECK(signed_when_called(checkpointing, *log, {0}) == 1);
    bool at_once = false;
    checkpointing.when_signed({0}, [&at_once] { at_once = true; });
    CHECK(at_once);
}

TEST_CASE("nobody waits for ever, nor longer than the signing goes on", "[checkpointing]") {
    const support::ScratchDirectory scratch;
    const auto log = log_with_one_entry(scratch);
    {
        Checkpointing checkpointing(*log, signers(), 5ms);
        CHECK(signed_when_called(checkpointing, *log, {7}) == 1);
    }
    bool called = false;
    {
        Checkpointing checkpointing(*log, signers(), 1h);
        checkpointing.when_signed({7}, [&called] { called = true; });
        CHECK_FALSE(called);
    }
    CHECK(called);
}

TEST_CASE("no more wait for a checkpoint than there is room for", "[checkpointing]") {
    const support::ScratchDirectory scratch;
    const auto log = log_with_one_entry(scratch);
    std::size_t called = 0;
    {
        Checkpointing checkpointing(*log, signers(), 1h);
        for (std::size_t i = 0; i < Checkpointing::kWaitersMax; ++i)
            checkpointing.when_signed({0}, [&called] { ++called; });
        CHECK(called == 0);
        checkpointing.when_signed({0}, [&called] { ++called; });
        CHECK(called == 1);
    }
    CHECK(called == Checkpointing::kWaitersMax + 1);
}
