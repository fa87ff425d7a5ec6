// The reports of a running service. The contract is that of Reports (reports.hpp).
#pragma once

#include "service/accesses.hpp"
#include "service/decider.hpp"
#include "service/reports.hpp"

namespace recert::service {

class Reporting final : public Reports {
  public:
    Reporting(const Surroundings& surroundings, Accesses& accesses)
        : surroundings_(surroundings), accesses_(accesses) {}

    events::Json list(const Principal& who) const override;
    Result<std::unique_ptr<ReportRows>> begin(const ReportQuery& query,
                                              const Principal& who) const override;

  private:
    const Surroundings surroundings_;
    Accesses& accesses_;
};

}  // namespace recert::service
