// The examination of a ledger: whether its entries are what was signed, follow one another, and
// led to the decisions that were made of them.
//
// Everything is read once, in order; what can be done of an entry by itself, and the hashes of a
// data directory's tree, several threads do. Goes on after what does not hold, as far as anything
// can be said still. Memory: that of History, and of StoredRows for a data directory. One thread's.
#pragma once

#include <memory>
#include <optional>

#include "tools/findings.hpp"
#include "tools/history.hpp"
#include "tools/openings.hpp"
#include "tools/place_options.hpp"
#include "tools/preparation.hpp"
#include "tools/source.hpp"
#include "tools/stored_rows.hpp"

namespace recert::tools {

class Examination {
  public:
    // All outlive it. `vkeys`: those that are trusted; empty: those that came with the source.
    // `openings`: null for none. What is found does not depend on the number of threads.
    Examination(Source& source, std::vector<std::string> vkeys, Findings& findings,
                Openings* openings = nullptr, unsigned threads = 1);

    // Errors: forbidden and outcome-unknown, when a service did not let it read on; all else is
    // found.
    Status run(const Progress& progress);
    const History& history() const { return history_; }

  private:
    void check_signature();
    Status check_entries(const Progress& progress);
    void take(const PreparedEntry& entry);
    void check_rules(const events::Recorded& recorded);
    void check_decision(const events::Recorded& recorded);
    void add_subtrees(Seq from, Seq until, const std::vector<ledger::Hash>& roots);
    void compare_root();
    void summarize();

    Source& source_;
    const Claim& claim_;
    const std::vector<std::string> vkeys_;
    Findings& findings_;
    Openings* const openings_;
    const unsigned threads_;
    History history_;
    ledger::Frontier frontier_;
    std::optional<StoredRows> stored_;
    std::uint64_t unjudged_ = 0;         // decisions of streams without a record
    std::uint64_t of_other_engine_ = 0;  // likewise
    bool tree_is_whole_ = true;
};

}  // namespace recert::tools
