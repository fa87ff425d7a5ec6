// A data directory as a source, stopped or beside a running service: its entries as of now, the
// file checkpoint, the file vkey.
#pragma once

#include "tools/source.hpp"
#include "tools/tile_tree.hpp"

namespace recert::tools {

class DirectorySource : public Source {
  public:
    static Result<std::unique_ptr<Source>> open(const std::string& directory);

    const Claim& claim() const override { return claim_; }
    Status visit(Seq from, Seq until, const ledger::EntryVisitor& visit) override {
        return reader_.visit_entries(from, until, visit);
    }
    Result<ledger::Hash> subtree(ledger::NodeId node) override { return tree_.node(node); }
    void check(Findings& findings, unsigned threads) override;
    const ledger::Reader* reader() const override { return &reader_; }

  private:
    DirectorySource(ledger::Reader reader, Claim claim);

    ledger::Reader reader_;
    Claim claim_;
    TileTree tree_;
};

}  // namespace recert::tools
