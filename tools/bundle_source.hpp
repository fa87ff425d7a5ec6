// An audit bundle as a source, a directory or a tar.
#pragma once

#include "tools/bundle.hpp"
#include "tools/bundle_files.hpp"
#include "tools/source.hpp"

namespace recert::tools {

class BundleSource : public Source {
  public:
    static Result<std::unique_ptr<Source>> open(const std::string& path);

    const Claim& claim() const override { return claim_; }
    Status visit(Seq from, Seq until, const ledger::EntryVisitor& visit) override;
    // Has no tree but the subtrees of its claim: bad-parameter.
    Result<ledger::Hash> subtree(ledger::NodeId node) override;
    void check(Findings& findings, unsigned) override;
    const std::map<std::string, std::string>* rules() const override { return &rules_; }

  private:
    BundleSource(BundleFiles files, Manifest manifest);
    Status read_checkpoint();
    Status read_rules();

    BundleFiles files_;
    Manifest manifest_;
    Claim claim_;
    std::map<std::string, std::string> rules_;
};

}  // namespace recert::tools
