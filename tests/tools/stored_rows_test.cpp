// What lies beside the entries and differs from what they give is named.
#include "tools/stored_rows.hpp"

#include <catch2/catch.hpp>

#include "store/writing.hpp"
#include "tools/small_ledger.hpp"

using namespace recert;
using namespace recert::testing;
using store::Family;

namespace {

struct Altered : SmallLedger {
    tools::Findings after(const std::function<void(store::Batch&)>& alter) {
        {
            const auto store = store::WriteStore::open(
                {.directory = service().options.data / ledger::kStoreDirectory});
            REQUIRE(store);
            store::Batch batch = (*store)->batch();
            alter(batch);
            REQUIRE((*store)->commit(std::move(batch)));
        }
        return examined(directory(), vkey());
    }
    // The key of a view of c1, by the letter it begins with.
    std::string row(char kind) {
        std::string found;
        const auto reader = ledger::Reader::open(directory());
        REQUIRE(reader);
        const std::string prefix = views::register_prefix({1}) + kind;
        REQUIRE(reader->visit_views(prefix, {}, [&](std::string_view key, std::string_view) {
            found = key;
            return key.find("c1") == key.npos;
        }));
        return found;
    }
};

}  // namespace

TEST_CASE("a row of the register that the entries do not give is named", "[stored_rows]") {
    Altered ledger;
    SECTION("altered") {
        const auto findings =
            ledger.after([&](store::Batch& b) { b.put(Family::views, ledger.row('c'), "{}"); });
        CHECK(names(findings, "register", "the row of credential/c1"));
    }
    SECTION("missing") {
        const auto findings =
            ledger.after([&](store::Batch& b) { b.erase(Family::views, ledger.row('d')); });
        CHECK(names(findings, "register", "is missing"));
    }
    SECTION("too many") {
        const auto findings = ledger.after(
            [&](store::Batch& b) { b.put(Family::views, ledger.row('p') + "x", "+"); });
        CHECK(names(findings, "register", "rows are kept"));
    }
    SECTION("of a number") {
        const auto findings =
            ledger.after([&](store::Batch& b) { b.put(Family::views, ledger.row('n'), "c9"); });
        CHECK(names(findings, "register", "the number of"));
    }
}

TEST_CASE("idempotency keys and streams that differ from the entries are named", "[stored_rows]") {
    Altered ledger;
    const std::string key = std::string("staff:sue") + '\0' + "k-1";
    SECTION("a key is missing") {
        const auto findings =
            ledger.after([&](store::Batch& b) { b.erase(Family::idempotency, key); });
        CHECK(names(findings, "keys", "missing", ledger.seq_of("cpe.logged")));
    }
    SECTION("a key too many") {
        const auto value =
            ledger::Reader::open(ledger.directory())->snapshot().get(Family::idempotency, key);
        const auto findings = ledger.after(
            [&](store::Batch& b) { b.put(Family::idempotency, key + "x", value->value()); });
        CHECK(names(findings, "keys", "are kept"));
    }
    SECTION("two streams have each other's entries") {
        const auto reader = ledger::Reader::open(ledger.directory());
        const std::string c2 = std::string("holder/c2") + '\0';
        const std::string c3 = std::string("holder/c3") + '\0';
        const std::string first(7, '\0');
        const auto at = [&](const std::string& stream) {
            return reader->snapshot().get(Family::streams, stream + first + '\1')->value();
        };
        const auto findings = ledger.after([&](store::Batch& b) {
            b.put(Family::streams, c2 + first + '\1', at(c3));
            b.put(Family::streams, c3 + first + '\1', at(c2));
        });
        CHECK(names(findings, "index", "holder/c2"));
        CHECK(names(findings, "index", "holder/c3"));
    }
}
