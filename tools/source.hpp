// Where the entries of a ledger come from, with what was signed of them: a data directory, an audit
// bundle, a running service.
//
// Trusts nothing: what a claim says is for who examines it to check. Entries are streamed, in
// order; none is kept. One thread's. Errors: not-found (there is no such thing), malformed and
// corrupt (it is not what it should be), storage, forbidden, outcome-unknown (no answer).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/frontier.hpp"
#include "ledger/reader.hpp"
#include "result.hpp"
#include "tools/findings.hpp"

namespace recert::tools {

struct Claim {
    std::optional<ledger::SignedCheckpoint> checkpoint;
    std::vector<std::string> vkeys;  // that came with it
    std::string vkeys_from;          // for people: the file vkey
    Seq from;                        // entries [from, until) are given
    Seq until;
    // The roots of what of the checkpoint's tree is not given: of subtrees_of(0, from) and of
    // subtrees_of(until, its size).
    std::vector<ledger::Hash> left;
    std::vector<ledger::Hash> right;
};

class Source {
  public:
    virtual ~Source() = default;
    virtual const Claim& claim() const = 0;
    // Entries [from, until) of those that are given.
    virtual Status visit(Seq from, Seq until, const ledger::EntryVisitor& visit) = 0;
    // Of the checkpoint's tree.
    virtual Result<ledger::Hash> subtree(ledger::NodeId node) = 0;
    // Adds what of it does not hold by itself, whatever the entries say.
    virtual void check(Findings& findings, unsigned threads) = 0;
    // What a data directory keeps beside the entries; null: it is none.
    virtual const ledger::Reader* reader() const { return nullptr; }
    // By name, the documents of rules that lie beside the entries; null: none do.
    virtual const std::map<std::string, std::string>* rules() const { return nullptr; }
};

// One of the two is not empty.
struct Place {
    std::string path;  // of a data directory, or a bundle as directory or tar
    std::string server;
    std::string token_file;
};

using Progress = std::function<void(std::uint64_t done, std::uint64_t of)>;

// source.visit(), telling now and then how far it is, and at the end that all is done.
Status visit_entries(Source& source, Seq from, Seq until, const ledger::EntryVisitor& visit,
                     const Progress& progress);

Result<std::unique_ptr<Source>> open_source(const Place& place);

// A file of vkeys, one a line.
Result<std::vector<std::string>> read_vkeys(const std::string& file);
// But for empty ones.
std::vector<std::string> lines_of(const std::string& text);

}  // namespace recert::tools
