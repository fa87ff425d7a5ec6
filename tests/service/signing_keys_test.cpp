#include "service/signing_keys.hpp"

#include <catch2/catch.hpp>

#include "ledger/checkpoint.hpp"
#include "ledger/hash.hpp"
#include "service/opened_ledger.hpp"
#include "service/running_service.hpp"
#include "store/durable_file.hpp"
#include "support/file_mode.hpp"

using namespace recert;
using namespace recert::testing;
namespace note = ledger::note;

namespace {

service::OpeningOptions opening(const RunningService& running) {
    service::OpeningOptions options;
    options.data = running.options.data;
    options.origin = running.options.origin;
    options.create = false;
    return options;
}

std::string id_of(const note::Signer& signer) {
    const std::string vkey = signer.verifier().text();
    return vkey.substr(vkey.find('+') + 1, 8);
}

std::string file(const std::filesystem::path& path) { return **store::read_file(path); }

// Whether the last checkpoint is signed by the key, as far as this key says.
bool signed_by(const RunningService& running, const note::Signer& signer) {
    const std::vector trusted = {signer.verifier()};
    return note::open(file(ledger::checkpoint_path(running.options.data)), trusted).has_value();
}

void add_holder(RunningService& running, const std::string& id) {
    REQUIRE(running.create("holder/" + id, {{"name", "A"}, {"email", "a@b.c"}}));
}

}  // namespace

TEST_CASE("a new key signs beside the old one until that one is retired", "[keys]") {
    RunningService running;
    running.open();
    running.close();
    const auto options = opening(running);
    const auto first = service::signing_keys(options);
    REQUIRE(first);
    REQUIRE(first->size() == 1);
    const auto both = service::rotate_signing_key(options);
    REQUIRE(both);
    REQUIRE(both->size() == 2);
    CHECK(both->back().verifier().text() == first->front().verifier().text());
    CHECK_FALSE(signed_by(running, both->front()));

    running.open();
    CHECK(running->verifier_keys() == service::verifier_keys_text(*both));
    add_holder(running, "ada");
    running.close();
    CHECK(signed_by(running, both->front()));
    CHECK(signed_by(running, both->back()));

    const auto left = service::retire_signing_key(options, id_of(both->back()));
    REQUIRE(left);
    REQUIRE(left->size() == 1);
    CHECK(left->front().verifier().text() == both->front().verifier().text());
    running.open();
    add_holder(running, "bob");
    running.close();
    CHECK(signed_by(running, both->front()));
    CHECK_FALSE(signed_by(running, both->back()));
}

TEST_CASE("a receipt keeps the checkpoint of its time when the key has gone", "[keys]") {
    RunningService running;
    running.open();
    const std::uint64_t size = running.size();
    running.reopen();
    const std::string before = running->receipt({0}, size, kAdmin)->text;
    running.close();
    const auto both = service::rotate_signing_key(opening(running));
    running.open();
    add_holder(running, "ada");
    running.close();
    REQUIRE(service::retire_signing_key(opening(running), id_of(both->back())));
    running.open();
    CHECK(running->receipt({0}, size, kAdmin)->text == before);
}

TEST_CASE("a key cannot go that the last checkpoint needs", "[keys]") {
    RunningService running;
    running.open();
    running.close();
    const auto options = opening(running);
    const auto only = *service::signing_keys(options);
    const auto refused = [&](const std::string& id) {
        const auto result = service::retire_signing_key(options, id);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::bad_parameter);
        return result.error().message;
    };
    CHECK_THAT(refused(id_of(only.front())), Catch::Contains("only key"));
    const auto both = *service::rotate_signing_key(options);
    CHECK_THAT(refused(id_of(both.back())), Catch::Contains("last checkpoint"));
    CHECK_THAT(refused("00000000"), Catch::Contains("no signing key 00000000"));
    CHECK(service::retire_signing_key(options, id_of(both.front())));  // it has signed nothing
    running.open();
    CHECK(running->verifier_keys() == service::verifier_keys_text(only));
}

TEST_CASE("the public keys are in a file that everybody may read", "[keys]") {
    RunningService running;
    running.open();
    const auto path = ledger::verifier_keys_path(running.options.data);
    CHECK(file(path) == running->verifier_keys());
    CHECK(support::mode_of(path) == 0644);
    running.close();
    std::filesystem::remove(path);
    running.open();
    CHECK(file(path) == running->verifier_keys());
    running.close();
    const auto both = *service::rotate_signing_key(opening(running));
    CHECK(file(path) == service::verifier_keys_text(both));
}

TEST_CASE("keys are changed by one process at a time, and there are not many", "[keys]") {
    RunningService running;
    running.open();
    const auto options = opening(running);
    CHECK(service::signing_keys(options));
    CHECK(service::rotate_signing_key(options).error().code == ErrorCode::refused_start);
    running.close();
    for (std::size_t keys = 1; keys < service::kSigningKeysMax; ++keys)
        REQUIRE(service::rotate_signing_key(options));
    CHECK(service::rotate_signing_key(options).error().code == ErrorCode::bad_parameter);
    running.open();
    CHECK(running->ready());
}
