// What is wrong with entries is found, and named; and nothing that is fed makes it fall over.
#include "tools/examination.hpp"

#include <catch2/catch.hpp>

#include "tools/small_ledger.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;
using tools::Findings;

namespace {

const SmallLedger& small() {
    static const SmallLedger ledger;
    return ledger;
}

// The small ledger's entries, one of them altered.
Findings after_altering(Seq seq, const std::string& pointer, const Json& value) {
    Listed listed(small().entries());
    listed.entries()[seq.value] = altered(listed.entries()[seq.value], pointer, value);
    return examined(listed);
}

}  // namespace

TEST_CASE("a sound ledger is fine in every way", "[examination]") {
    const Findings findings = examined(small().directory(), small().vkey());
    INFO(findings.json().dump(1));
    CHECK(findings.fine());
    for (const tools::Check& check : findings.checks()) {
        CHECK_FALSE(check.left_out);
        if (!check.unit.empty()) CHECK(check.count > 0);
    }
}

TEST_CASE("a decision that facts and rules did not support is named", "[examination]") {
    const Seq award = small().seq_of("credential.awarded");
    const Seq renewal = small().seq_of("credential.renewed");
    const Seq fee = small().seq_of("fee.assessed");
    CHECK(names(after_altering(award, "/data/valid_until", "2026-03-08"), "decisions",
                "valid_until", award));
    CHECK(names(after_altering(award, "/data/basis/counted", Json::array()), "decisions", "basis",
                award));
    CHECK(names(after_altering(award, "/on", "2024-03-07"), "decisions", "takes effect", award));
    CHECK(names(after_altering(renewal, "/data/basis/rules_version", 2), "decisions", "basis",
                renewal));
    CHECK(names(after_altering(renewal, "/data/basis/requirements", Json::array({"total"})),
                "decisions", "basis", renewal));
    CHECK(names(after_altering(renewal, "/data/satisfied_on", "2026-02-02"), "decisions",
                "satisfied_on", renewal));
    CHECK(names(after_altering(fee, "/data/money", {{"amount", 1}, {"currency", "USD"}}),
                "decisions", "money", fee));
    CHECK(names(after_altering(fee, "/data/kind", "late"), "decisions", "kind", fee));
}

TEST_CASE("a fact that was altered takes the decision's support away", "[examination]") {
    const Seq logged = small().seq_of("cpe.logged");
    const Seq renewal = small().seq_of("credential.renewed");
    CHECK(names(after_altering(logged, "/data/credit", 23), "decisions", "no credential.renewed",
                renewal));
}

TEST_CASE("a decision by another engine is told, not judged", "[examination]") {
    const Seq award = small().seq_of("credential.awarded");
    const Findings findings = after_altering(award, "/data/basis/engine", 2);
    CHECK(findings.fine());
    for (const tools::Check& check : findings.checks())
        if (check.name == "decisions") CHECK_THAT(check.note, Catch::Contains("1 not judged"));
}

TEST_CASE("an entry out of its place is named", "[examination]") {
    const Seq module = small().seq_of("module.completed");
    CHECK(names(after_altering(module, "/seq", 7), "entries", "entry 7", module));
    CHECK(names(after_altering(module, "/version", 9), "entries", "version 9", module));
    CHECK(names(after_altering(module, "/recorded_at", "2020-01-01T00:00:00.000Z"), "entries",
                "recorded before", module));
    CHECK(names(after_altering(module, "/cause", 100'000), "entries", "comes later", module));
    Listed listed(small().entries());
    listed.entries()[module.value].insert(1, " ");
    CHECK(names(examined(listed), "entries", "canonical", module));
    listed.entries()[module.value] = "{}";
    CHECK(names(examined(listed), "entries", "not an entry", module));
}

TEST_CASE("what no service would have taken is named, and judged no further", "[examination]") {
    const Seq registered = small().seq_of("credential.registered");
    const Seq award = small().seq_of("credential.awarded");
    const Seq module = small().seq_of("module.completed");
    CHECK(names(after_altering(registered, "/data/program", "none"), "entries", "there is not",
                registered));
    CHECK(
        names(after_altering(registered, "/on", "1990-01-01"), "entries", "no rules", registered));
    CHECK(names(after_altering(award, "/data/valid_until", "2001-01-01"), "entries",
                "before it begins", award));
    CHECK(names(after_altering(small().seq_of("program.published"), "/data/rules/unit", "hour"),
                "entries", "rules cannot be read"));
    Listed listed(small().entries());
    std::string& entry = listed.entries()[module.value];
    entry = altered(entry, "/type", "entry.voided");
    entry = altered(entry, "/data",
                    {{"seq", registered.value}, {"reason", {{"enc", "AAAA"}, {"k", "c1"}}}});
    CHECK(names(examined(listed), "entries", "cannot be voided", module));
}

TEST_CASE("the tree of the entries is compared with the one that was signed", "[examination]") {
    Listed listed(small().entries());
    listed.sign();
    CHECK(examined(listed).fine());
    const Seq logged = small().seq_of("cpe.logged");
    listed.entries()[logged.value] =
        altered(listed.entries()[logged.value], "/salt", "AAAAAAAAAAAAAAAAAAAAAA");
    CHECK(names(examined(listed), "root", "another than the one that was signed"));
    listed.entries().pop_back();
    const Findings shorter = examined(listed);
    CHECK(names(shorter, "root", "do not make a tree"));
    CHECK(names(shorter, "entries", "were said"));
}

TEST_CASE("one flipped bit of any entry is found, and nothing falls over", "[examination]") {
    Listed listed(small().entries());
    listed.sign();
    constexpr std::size_t kStep = 97;
    std::size_t flipped = 0;
    std::size_t missed = 0;
    std::size_t at = 0;
    for (std::string& entry : listed.entries()) {
        for (; at < entry.size(); at += kStep, ++flipped) {
            entry[at] = static_cast<char>(entry[at] ^ (1 << (at % 8)));
            missed += examined(listed).fine();
            entry[at] = static_cast<char>(entry[at] ^ (1 << (at % 8)));
        }
        at -= entry.size();
    }
    CHECK(flipped > 100);
    CHECK(missed == 0);
}

TEST_CASE("streams that began before a range are gone on with, not judged", "[examination]") {
    const std::uint64_t from = small().seq_of("cpe.logged").value;
    const auto& all = small().entries();
    Listed listed({all.begin() + static_cast<std::ptrdiff_t>(from), all.end()}, {from});
    const Findings findings = examined(listed);
    INFO(findings.json().dump(1));
    CHECK(findings.fine());
}
