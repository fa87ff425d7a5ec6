// A receipt proves its entry, and nothing else.
#include "tools/receipt_check.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "ledger/receipt.hpp"
#include "tools/signature.hpp"
#include "tools/small_ledger.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

struct Given : SmallLedger {
    support::ScratchDirectory scratch;
    ledger::Receipt receipt;
    std::string entry;

    explicit Given(Seq seq) {
        const auto reader = ledger::Reader::open(directory());
        const auto checkpoint = ledger::read_checkpoint(directory())->value();
        receipt = {seq, *reader->inclusion(seq, checkpoint.checkpoint.size), checkpoint.note};
        entry = entries()[seq.value];
    }

    std::string file(const std::string& name, const std::string& bytes) const {
        const std::string path = (scratch.path() / name).string();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }

    tools::Findings checked(const std::string& text) const {
        tools::Findings findings;
        const Status read =
            tools::check_receipt({file("receipt", text), file("entry", entry), {vkey()}}, findings);
        if (!read) FAIL(read.error().message);
        return findings;
    }
};

}  // namespace

TEST_CASE("a receipt proves its entry", "[receipt]") {
    Given given({17});
    CHECK(given.checked(given.receipt.text()).fine());
    CHECK(tools::is_receipt(given.file("r", given.receipt.text())));
    CHECK_FALSE(tools::is_receipt(given.file("e", given.entry)));
    CHECK_FALSE(tools::is_receipt(given.directory()));
}

TEST_CASE("a receipt proves no other entry, number or tree", "[receipt]") {
    Given given({17});
    const std::string text = given.receipt.text();
    SECTION("another entry") {
        given.entry = given.entries()[18];
        CHECK(names(given.checked(text), "inclusion", "does not lead"));
        CHECK(names(given.checked(text), "entry", "another number"));
    }
    SECTION("another number") {
        given.receipt.index = {16};
        CHECK(names(given.checked(given.receipt.text()), "inclusion", "does not lead"));
    }
    SECTION("a path that is too short") {
        given.receipt.path.pop_back();
        CHECK(names(given.checked(given.receipt.text()), "inclusion", "too few"));
    }
    SECTION("another signature") {
        std::string bent = text;
        bent[bent.size() - 10] = bent[bent.size() - 10] == 'A' ? 'B' : 'A';
        CHECK_FALSE(given.checked(bent).fine());
    }
    SECTION("no receipt at all") {
        CHECK(names(given.checked("c2sp.org/tlog-proof@v1\nindex x\n"), "receipt", ""));
    }
}

TEST_CASE("a receipt is not checked without its entry and a key", "[receipt]") {
    const Given given({17});
    const std::string receipt = given.file("receipt", given.receipt.text());
    tools::Findings findings;
    CHECK_FALSE(tools::check_receipt({receipt, "", {given.vkey()}}, findings));
    CHECK_FALSE(tools::check_receipt({receipt, receipt, {}}, findings));
    CHECK_FALSE(tools::vkeys_given("nonsense"));
    CHECK(tools::vkeys_given(given.vkey())->front() == given.vkey());
    CHECK(tools::vkeys_given(given.file("vkey", given.vkey() + "\n\n"))->size() == 1);
}
