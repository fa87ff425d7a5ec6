// What reports ask of the ledger beside records, as far as the reader may know it. One thread's;
// remembers the last person it was asked about. Errors: storage, corrupt.
#pragma once

#include "projections/reports/report.hpp"
#include "service/states.hpp"

namespace recert::service {

class ReportLookup final : public projections::Lookup {
  public:
    // All outlive it.
    ReportLookup(const Reading& reading, const Principal& who, events::Date as_of, Seq known)
        : reading_(reading), who_(who), as_of_(as_of), known_(known) {}

    Result<projections::PersonTold> person(const events::HolderId& holder) override;
    Result<projections::EntryTold> entry(Seq seq) override;

  private:
    Result<projections::PersonTold> tell(const std::string& holder) const;

    const Reading& reading_;
    const Principal& who_;
    const events::Date as_of_;
    const Seq known_;
    std::string last_;
    projections::PersonTold told_{};
};

}  // namespace recert::service
