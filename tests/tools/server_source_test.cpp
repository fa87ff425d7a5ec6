// A log is read through the tlog-tiles API alone, and as strictly as from a disk.
#include "tools/server_source.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "ledger/tile_path.hpp"
#include "tools/examination.hpp"
#include "tools/small_ledger.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

constexpr long kOk = 200;
constexpr long kForbidden = 403;
constexpr long kNotFound = 404;

// What a log serves, by path.
class Served : public tools::Server {
  public:
    explicit Served(std::map<std::string, std::string> files) : files_(std::move(files)) {}
    Result<tools::Response> get(const std::string& path) override {
        const auto found = files_.find(path);
        if (found == files_.end())
            return tools::Response{kNotFound, R"({"detail":"there is none"})"};
        return tools::Response{kOk, found->second};
    }
    Result<tools::Response> post(const std::string&, const events::Json&) override {
        return fail(ErrorCode::outcome_unknown, "nobody is to post here");
    }

  private:
    std::map<std::string, std::string> files_;
};

const SmallLedger& small() {
    static const SmallLedger ledger;
    return ledger;
}

// Shows hashes to everybody, entries to nobody.
class Guarded : public Served {
  public:
    using Served::Served;
    Result<tools::Response> get(const std::string& path) override {
        if (path.starts_with("/log/tile/entries/")) return tools::Response{kForbidden, "{}"};
        return Served::get(path);
    }
};

std::map<std::string, std::string> log_of(const SmallLedger& ledger) {
    std::string bundle;
    for (const std::string& entry : ledger.entries())
        bundle += std::string{static_cast<char>(entry.size() >> 8),
                              static_cast<char>(entry.size() & 0xFF)} +
                  entry;
    const std::string part = ledger::TilePath{0, ledger.entries().size()}.text();
    const auto reader = ledger::Reader::open(ledger.directory());
    return {{"/log/checkpoint", ledger::read_checkpoint(ledger.directory())->value().note},
            {"/log/vkey", ledger.vkey() + "\n"},
            {"/log/tile/0/" + part, *reader->tile({0, 0}, ledger.entries().size())},
            {"/log/tile/entries/" + part, bundle}};
}

std::unique_ptr<tools::Source> opened(const std::map<std::string, std::string>& files) {
    auto source = tools::ServerSource::open(std::make_unique<Served>(files));
    if (!source) FAIL(source.error().message);
    return std::move(*source);
}

}  // namespace

TEST_CASE("a log that is served verifies", "[server_source]") {
    const auto source = opened(log_of(small()));
    const auto findings = examined(*source, small().vkey());
    INFO(findings.json().dump(1));
    CHECK(findings.fine());
    const auto reader = ledger::Reader::open(small().directory());
    for (const ledger::NodeId node : ledger::subtrees_of({3}, source->claim().until)) {
        ledger::Frontier subtree;
        const std::uint64_t leaves = std::uint64_t{1} << node.level;
        for (std::uint64_t n = 0; n < leaves; ++n)
            subtree.add_leaf(*reader->leaf({node.index * leaves + n}));
        CHECK(*source->subtree(node) == subtree.root());
    }
}

TEST_CASE("only the entries asked for are told", "[server_source]") {
    const auto source = opened(log_of(small()));
    std::vector<std::string> told;
    REQUIRE(source->visit({3}, {6}, [&](Seq seq, std::string_view entry) {
        CHECK(entry == small().entries()[seq.value]);
        told.emplace_back(entry);
        return true;
    }));
    CHECK(told.size() == 3);
}

TEST_CASE("a log that serves less, more or other bytes does not verify", "[server_source]") {
    auto files = log_of(small());
    const auto entries = files.lower_bound("/log/tile/entries/");
    const std::string whole = entries->second;
    const auto after = [&](const std::string& bytes) {
        entries->second = bytes;
        return examined(*opened(files));
    };
    CHECK(after(whole).fine());
    CHECK(names(after(whole.substr(0, whole.size() - 1)), "entries", "cut off"));
    CHECK(names(after(whole.substr(0, 0)), "entries", "too few"));
    CHECK(names(after(whole + "x"), "entries", "too many"));
    std::string bent = whole;
    bent[bent.size() / 2] = static_cast<char>(bent[bent.size() / 2] ^ 1);
    CHECK_FALSE(after(bent).fine());
    files.erase(entries);
    CHECK(names(examined(*opened(files)), "entries", "404 there is none"));
}

TEST_CASE("a log whose entries may not be read is not said to be wrong", "[server_source]") {
    const auto source = tools::ServerSource::open(std::make_unique<Guarded>(log_of(small())));
    REQUIRE(source);
    tools::Findings findings;
    const Status read =
        tools::Examination(**source, {}, findings).run([](std::uint64_t, std::uint64_t) {});
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::forbidden);
    CHECK(findings.fine());
}
