// A running service as a source, by the tlog-tiles API alone: any log that serves it can be read.
//
// What is signed when it is opened is what is read, a bundle of 256 entries at a time. Entries need
// a token that may read them.
#pragma once

#include "tools/http_client.hpp"
#include "tools/source.hpp"
#include "tools/tile_tree.hpp"

namespace recert::tools {

class ServerSource : public Source {
  public:
    static Result<std::unique_ptr<Source>> open(std::unique_ptr<Server> server);

    const Claim& claim() const override { return claim_; }
    Status visit(Seq from, Seq until, const ledger::EntryVisitor& visit) override;
    Result<ledger::Hash> subtree(ledger::NodeId node) override { return tree_.node(node); }
    void check(Findings&, unsigned) override {}

  private:
    ServerSource(std::unique_ptr<Server> server, Claim claim);

    std::unique_ptr<Server> server_;
    Claim claim_;
    TileTree tree_;
};

// An entry bundle (C2SP tlog-tiles): for each entry its length, big-endian uint16, and its bytes.
// `corrupt` unless there are just `count` of them.
Status visit_entry_bundle(std::string_view bundle, std::size_t count,
                          const std::function<bool(std::string_view entry)>& visit);

}  // namespace recert::tools
