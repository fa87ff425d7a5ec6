#include "tools/small_ledger.hpp"

#include <catch2/catch.hpp>

#include "service/opened_ledger.hpp"
#include "tools/examination.hpp"

namespace recert::testing {

using events::Json;

SmallLedger::SmallLedger() {
    open();
    REQUIRE(running_.awarded("c1"));
    const Json renewal = {{"kind", "renewal"}, {"money", {{"amount", 19900}, {"currency", "USD"}}}};
    service::Append keyed = appending(
        "credential/c1",
        {draft("cpe.logged",
               {{"activity", "a"}, {"title", "T"}, {"completed_on", "2025-05-02"}, {"credit", 24}},
               "2025-05-02"),
         draft("fee.paid", renewal, "2026-02-01")});
    keyed.idempotency = service::Idempotency{"k-1", "both"};
    REQUIRE(running_.append(std::move(keyed)));
    REQUIRE(running_.awarded("c2"));
    running_.candidate("c3");
    REQUIRE(running_.tell("program/cptm", "practicum.scheduled", "2023-01-02",
                          {{"practicum", "p-later"},
                           {"starts_on", "2024-06-03"},
                           {"ends_on", "2024-06-07"},
                           {"format", "virtual"}}));
    REQUIRE(running_.tell("credential/c3", "practicum.changed", "2024-03-01",
                          {{"from", "p-2024"}, {"to", "p-later"}}));
    close();
}

void SmallLedger::close() {
    running_.close();
    entries_.clear();
    const auto reader = ledger::Reader::open(directory());
    REQUIRE(reader);
    REQUIRE(reader->visit_entries({}, reader->size().next(), [&](Seq, std::string_view entry) {
        entries_.emplace_back(entry);
        return true;
    }));
    const auto opened = service::open_ledger({running_.options.data, "test.example", false});
    REQUIRE(opened);
    vkey_ = opened->signers.front().verifier().text();
}

Seq SmallLedger::seq_of(const std::string& type) const {
    for (std::size_t n = 0; n < entries_.size(); ++n)
        if (events::parse(entries_[n]).value()["type"] == type) return {n};
    FAIL("there is no " + type);
    return {};
}

Listed::Listed(std::vector<std::string> entries, Seq from) : entries_(std::move(entries)) {
    claim_.from = from;
    claim_.until = {from.value + entries_.size()};
}

void Listed::sign() {
    ledger::Frontier frontier;
    for (const std::string& entry : entries_) frontier.add_leaf(ledger::leaf_hash(entry));
    claim_.checkpoint =
        ledger::SignedCheckpoint{{"test.example", frontier.size(), frontier.root()}, ""};
}

Status Listed::visit(Seq from, Seq until, const ledger::EntryVisitor& visit) {
    for (std::size_t n = 0; n < entries_.size(); ++n) {
        const Seq seq{claim_.from.value + n};
        if (seq < from || seq >= until) continue;
        if (!visit(seq, entries_[n])) return {};
    }
    return {};
}

Result<ledger::Hash> Listed::subtree(ledger::NodeId) {
    return fail(ErrorCode::bad_parameter, "it has no tree");
}

std::string altered(const std::string& entry, const std::string& pointer, const Json& value) {
    Json json = events::parse(entry).value();
    json[Json::json_pointer(pointer)] = value;
    return events::canonical(json);
}

tools::Findings examined(tools::Source& source, const std::string& vkey) {
    tools::Findings findings;
    const std::vector<std::string> vkeys =
        vkey.empty() ? std::vector<std::string>() : std::vector{vkey};
    const Status read =
        tools::Examination(source, vkeys, findings).run([](std::uint64_t, std::uint64_t) {});
    if (!read) FAIL(read.error().message);
    return findings;
}

tools::Findings examined(const std::string& path, const std::string& vkey) {
    const auto source = tools::open_source({path, "", ""});
    if (!source) FAIL(source.error().message);
    return examined(**source, vkey);
}

bool names(const tools::Findings& findings, const std::string& check, const std::string& what,
           std::optional<Seq> seq) {
    for (const tools::Problem& problem : findings.problems())
        if (problem.check == check && problem.what.find(what) != std::string::npos &&
            (!seq || problem.seq == seq))
            return true;
    UNSCOPED_INFO(findings.json().dump(1));
    return false;
}

}  // namespace recert::testing
