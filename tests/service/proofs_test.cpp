#include "service/proofs.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "ledger/base64.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"
#include "ledger/receipt.hpp"
#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

// One whose ledger, and some of its past sizes, are signed.
struct SignedService {
    RunningService running{};
    std::uint64_t older = 0;
    std::uint64_t newer = 0;

    SignedService() {
        running.open();
        older = running.size();
        running.reopen();
        REQUIRE(running.awarded("c1"));
        newer = running.size();
        running.reopen();
    }
    service::LedgerService* operator->() { return running.operator->(); }
};

ErrorCode code_of(const Result<std::string>& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

}  // namespace

TEST_CASE("the newest checkpoint is signed by a key that is told", "[proofs]") {
    SignedService service;
    const std::string keys = service->verifier_keys();
    CHECK(std::count(keys.begin(), keys.end(), '\n') == 1);
    const auto key = ledger::note::VerifierKey::parse(keys.substr(0, keys.size() - 1));
    REQUIRE(key);
    CHECK(key->name() == "test.example");
    const std::vector trusted = {*key};
    const auto text = ledger::note::open(*service->checkpoint(), trusted);
    REQUIRE(text);
    CHECK(ledger::Checkpoint::parse(*text)->size.value == service.newer);
}

TEST_CASE("tiles and bundles go as far as what is signed, in any width", "[proofs]") {
    SignedService service;
    const std::uint64_t size = service.newer;
    REQUIRE(size < 256);
    const auto path = [](std::uint64_t width) { return "000.p/" + std::to_string(width); };
    const std::string whole = *service->tile("0", path(size));
    CHECK(whole.size() == size * 32);
    std::string bundle = *service->bundle(path(size), kAuditor);
    for (std::uint64_t seq = 0; seq < size; ++seq) {
        CHECK(*service->tile("0", path(seq + 1)) == whole.substr(0, (seq + 1) * 32));
        const std::string entry = *service->entry({seq}, kAuditor);
        CHECK(whole.substr(seq * 32, 32) == ledger::bytes_of(ledger::leaf_hash(entry)));
        const auto length =
            static_cast<unsigned char>(bundle[0]) * 256u + static_cast<unsigned char>(bundle[1]);
        REQUIRE(length == entry.size());
        CHECK(bundle.substr(2, length) == entry);
        bundle.erase(0, 2 + length);
    }
    CHECK(bundle.empty());
    CHECK(service->bundle(path(1), kAdmin));
    for (const std::string& none : {path(size + 1), path(0), path(256), std::string("000"),
                                    std::string("001.p/1"), std::string("0"), std::string()}) {
        INFO(none);
        CHECK(code_of(service->tile("0", none)) == ErrorCode::not_found);
        CHECK(code_of(service->bundle(none, kAuditor)) == ErrorCode::not_found);
    }
    for (const char* level : {"1", "8", "63", "00", "-1", "+0", "x", "", "entries"})
        CHECK(code_of(service->tile(level, path(1))) == ErrorCode::not_found);
    for (const auto& who : {kStaff, holder("c1")})
        CHECK(code_of(service->bundle(path(1), who)) == ErrorCode::forbidden);
}

TEST_CASE("a receipt is against the newest checkpoint, or the one it is pinned to", "[proofs]") {
    SignedService service;
    const auto newest = service->receipt({3}, std::nullopt, kStaff);
    REQUIRE(newest);
    CHECK(newest->size == service.newer);
    const auto pinned = service->receipt({3}, service.older, kStaff);
    REQUIRE(pinned);
    CHECK(pinned->size == service.older);
    for (const auto& [receipt, size] :
         {std::pair(*newest, service.newer), std::pair(*pinned, service.older)}) {
        const auto parsed = ledger::Receipt::parse(receipt.text);
        REQUIRE(parsed);
        CHECK(parsed->index == Seq{3});
        const auto text = ledger::note::parse(parsed->checkpoint_note)->text;
        CHECK(ledger::Checkpoint::parse(text)->size.value == size);
    }
    CHECK(service->receipt({3}, service.newer, kStaff)->text == newest->text);
}

TEST_CASE("there is no receipt against what was never signed", "[proofs]") {
    SignedService service;
    const auto never = service->receipt({3}, service.older + 1, kStaff);
    CHECK(never.error().code == ErrorCode::not_found);
    CHECK(never.error().pointer == "size");
    const auto too_old = service->receipt({service.newer - 1}, service.older, kStaff);
    CHECK(too_old.error().code == ErrorCode::bad_parameter);
    CHECK(too_old.error().pointer == "size");
    CHECK(service->receipt({service.newer}, {}, kStaff).error().code == ErrorCode::not_found);
    const auto another = service.running.create("holder/ada", {{"name", "A"}, {"email", "a@b.c"}});
    REQUIRE(another);
    const auto early = service->receipt(another->first, {}, kStaff);
    if (!early) CHECK(early.error().code == ErrorCode::no_checkpoint_yet);
    std::promise<void> called;
    service->when_signed(another->first, [&called] { called.set_value(); });
    called.get_future().wait();
    CHECK(service->receipt(another->first, {}, kStaff));
}

TEST_CASE("who may not read an entry may not have its receipt", "[proofs]") {
    SignedService service;
    const std::uint64_t last = service.newer - 1;
    CHECK(service->receipt({last}, {}, holder("c1")));
    const auto refused = service->receipt({last}, {}, holder("bob"));
    CHECK(refused.error().code == ErrorCode::not_found);
}

TEST_CASE("consistency is proved between any two sizes that are signed", "[proofs]") {
    SignedService service;
    const auto proof = service->consistency(service.older, service.newer);
    REQUIRE(proof);
    for (const auto& hash : (*proof)["hashes"])
        CHECK(ledger::from_base64(hash.get<std::string>())->size() == 32);
    CHECK((*proof)["hashes"].size() > 0);
    CHECK((*service->consistency(service.newer, service.newer))["hashes"].empty());
    const auto refused = [&](std::uint64_t older, std::uint64_t newer) {
        const auto result = service->consistency(older, newer);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::bad_parameter);
        return result.error().pointer;
    };
    CHECK(refused(0, 5) == "from");
    CHECK(refused(6, 5) == "from");
    CHECK(refused(1, service.newer + 1) == "to");
}
