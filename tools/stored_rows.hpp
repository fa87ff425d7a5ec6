// What a data directory keeps beside its entries and their hashes, derived again from the entries:
// the stream index, the idempotency keys, the rows of the register. Names the rows that differ.
//
// Memory: the last row of each credential, the numbers given, and what badges are marked with.
// Leaves out what ledger::check looks at: hashes, heads, gaps in the index. One thread's.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "tools/findings.hpp"
#include "tools/history.hpp"
#include "views/register.hpp"

namespace recert::tools {

class StoredRows {
  public:
    // Both outlive it.
    StoredRows(const ledger::Reader& reader, Findings& findings);

    // Each entry, once it has become part of the history.
    void take(const events::Recorded& recorded, const History& history);
    // After the last one.
    void finish();

  private:
    void check_index(const events::Envelope& envelope);
    void check_key(const events::Envelope& envelope);
    void check_register(const events::Recorded& recorded, const History& history);
    void check_row(const events::Envelope& envelope, const ledger::ViewChange& change);
    void compare(Seq seq, const std::string& stream, const ledger::ViewChange& change);
    void check_marks();
    void count_keys();
    void count_rows();

    const ledger::Reader& reader_;
    Findings& findings_;
    Check& index_;
    Check& keys_;
    Check& register_;
    views::Build build_;
    bool without_register_ = false;  // another version of the code wrote its rows
    std::unordered_map<std::string, std::string> rows_;
    std::set<std::string> numbers_;
    struct Mark {
        Seq seq;
        std::string stream;
        std::optional<std::string> value;
    };
    std::map<std::string, Mark> marks_;  // by key: the last one stays
};

}  // namespace recert::tools
