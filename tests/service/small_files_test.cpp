// Every system call on the files beside the store fails once: SQLite's loop, over the first start,
// and over a checkpoint. RocksDB's own files fail in tests/torture.
#include <catch2/catch.hpp>
#include <cerrno>

#include "ledger/checkpoint.hpp"
#include "service/running_service.hpp"
#include "store/durable_file.hpp"
#include "support/failing_calls.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

constexpr unsigned kCallsMax = 200;  // more than any of these needs

// `attempt` with its first, second, … call failing, until one passes without meeting a failure;
// after each, `then` is told how it ended. Answers how many calls failed.
template <class Attempt, class Then>
unsigned fail_each_call(const Attempt& attempt, const Then& then) {
    for (unsigned n = 1; n < kCallsMax; ++n) {
        support::fail_call(n, n % 2 == 0 ? EIO : ENOSPC);
        auto outcome = attempt();
        const bool has_failed = support::has_failed();
        support::fail_call(0, 0);
        INFO("call " << n);
        then(std::move(outcome));
        if (!has_failed) return n - 1;
    }
    FAIL("it makes more calls than it should");
    return kCallsMax;
}

}  // namespace

TEST_CASE("whichever call fails, a small file is the old one or the new one", "[service]") {
    const support::ScratchDirectory scratch;
    const auto path = scratch.path() / "file";
    const std::string old_text = "old", new_text = "new, and longer than the old one";
    REQUIRE(store::replace_file(path, old_text, store::kSecretFile));
    const auto failed =
        fail_each_call([&] { return store::replace_file(path, new_text, store::kSecretFile); },
                       [&](const Status& outcome) {
                           if (!outcome) CHECK(outcome.error().code == ErrorCode::storage);
                           const auto text = store::read_file(path);
                           REQUIRE(text);
                           CHECK((**text == new_text || (!outcome && **text == old_text)));
                           REQUIRE(store::replace_file(path, old_text, store::kSecretFile));
                       });
    CHECK(failed == 7);  // create, protect, write, sync, rename; open and sync the directory
}

TEST_CASE("interrupted and short calls are gone on with", "[service]") {
    const support::ScratchDirectory scratch;
    const auto path = scratch.path() / "file";
    support::interrupt_calls(true);
    const auto written = store::replace_file(path, "text", store::kPublicFile);
    const auto text = store::read_file(path);
    support::interrupt_calls(false);
    CHECK(written);
    REQUIRE(text);
    CHECK(**text == "text");
}

TEST_CASE("a first start that failed at any call can be made again", "[service]") {
    std::unique_ptr<RunningService> running;
    const auto failed = fail_each_call(
        [&] {
            running = std::make_unique<RunningService>();
            return service::LedgerService::open(running->options).map([](auto&&) {});
        },
        [&](const Status& outcome) {
            if (!outcome) INFO(outcome.error().message);
            running->open();
            const auto token = store::read_file(service::admin_token_path(running->options.data));
            REQUIRE(token);
            REQUIRE(*token);
            const auto admin = (*running)->authenticate((*token)->substr(0, (*token)->size() - 1));
            REQUIRE(admin);
            CHECK(admin->role == service::Role::admin);
            CHECK(running->create("holder/ada", {{"name", "Ada"}, {"email", "a@example.org"}}));
        });
    CHECK(failed > 20);
}

TEST_CASE("a checkpoint that could not be written is signed later, and the old one holds till then",
          "[service]") {
    RunningService running;
    running.open();
    int people = 0;
    const auto checkpoint = [&] {
        const auto read = ledger::read_checkpoint(running.options.data);
        REQUIRE(read);
        REQUIRE(*read);
        return (*read)->checkpoint.size.value;
    };
    running.reopen();
    auto signed_before = checkpoint();
    fail_each_call(
        [&] {
            running.close();  // signs
            return Status();
        },
        [&](const Status&) {
            const auto signed_then = checkpoint();
            CHECK(signed_then >= signed_before);
            running.open();
            const std::string id = "p" + std::to_string(++people);
            REQUIRE(running.create("holder/" + id, {{"name", id}, {"email", id + "@example.org"}}));
            signed_before = signed_then;
        });
    running.close();
    running.open();
    CHECK(checkpoint() == running.size());
}
