// Verifications over a ledger. The contract is that of Verifications (verifications.hpp).
#pragma once

#include "service/decider.hpp"
#include "service/verifications.hpp"

namespace recert::service {

class LedgerVerifications final : public Verifications {
  public:
    // All of them outlive it.
    explicit LedgerVerifications(const Surroundings& surroundings) : around_(surroundings) {}

    Result<events::Json> verify(const VerificationQuery& query) const override;
    Result<Seq> decision(const DecisionQuery& query) const override;
    Result<std::string> entry(Seq decision) const override;
    Result<Receipt> receipt(Seq decision) const override;

  private:
    const Surroundings around_;
};

}  // namespace recert::service
