// A small ledger as an auditor finds it: a stopped data directory, its entries, its key; and the
// same entries, altered at will, as a source of their own.
#pragma once

#include <string>
#include <vector>

#include "service/running_service.hpp"
#include "tools/findings.hpp"
#include "tools/source.hpp"

namespace recert::testing {

// Credential c1 is awarded and renewed, c2 is awarded, c3 a candidate; c1's practicum was changed
// for a fee, and some of its events have idempotency keys.
class SmallLedger {
  public:
    SmallLedger();

    // More may be told between these two.
    void open() { running_.open(); }
    void close();
    RunningService& service() { return running_; }

    std::string directory() const { return running_.options.data.string(); }
    const std::vector<std::string>& entries() const { return entries_; }
    const std::string& vkey() const { return vkey_; }
    // Of the first event of a type.
    Seq seq_of(const std::string& type) const;

  private:
    RunningService running_;
    std::vector<std::string> entries_;
    std::string vkey_;
};

// Entries as they are given, signed by nobody.
class Listed : public tools::Source {
  public:
    explicit Listed(std::vector<std::string> entries, Seq from = {});
    // As if their tree had been signed.
    void sign();

    std::vector<std::string>& entries() { return entries_; }
    const tools::Claim& claim() const override { return claim_; }
    Status visit(Seq from, Seq until, const ledger::EntryVisitor& visit) override;
    Result<ledger::Hash> subtree(ledger::NodeId node) override;
    void check(tools::Findings&, unsigned) override {}

  private:
    std::vector<std::string> entries_;
    tools::Claim claim_;
};

// The entry with the member at a JSON Pointer replaced, canonical again.
std::string altered(const std::string& entry, const std::string& pointer,
                    const events::Json& value);

tools::Findings examined(tools::Source& source, const std::string& vkey = {});
// Of a directory or a bundle that can be opened.
tools::Findings examined(const std::string& path, const std::string& vkey = {});
// Whether a problem of this check is among them, and names this.
bool names(const tools::Findings& findings, const std::string& check, const std::string& what,
           std::optional<Seq> seq = {});

}  // namespace recert::testing
