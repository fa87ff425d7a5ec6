// What a certification body says of its program in public, and what the ledger says of it: each
// claim with the definition by which it was counted. One walk, one thread.
#pragma once

#include <map>
#include <string>

#include "projections/reports/report_tables.hpp"

namespace recert::projections {

class PublishedClaims {
  public:
    // A credential of a program, as it stands.
    void take(const events::CredentialRegistered& registered, const ExamRecord& exam,
              bool certified);
    // [{"program", "claim", "source", "definition", "part", "of", "percent", "holds"}]; `percent`
    // and `holds` null where there is nothing to count.
    events::Json json() const;

  private:
    struct Counts {
        std::int64_t examined = 0;  // completed both steps, and sat the exam
        std::int64_t passed_first = 0;
        std::int64_t passed = 0;
        std::int64_t certified = 0;
        std::int64_t stated = 0;  // certified, and the registration says who paid
        std::int64_t supported = 0;
    };
    std::map<std::string, Counts> programs_;
};

// 100 × part / of, with two places, rounded half up; empty when there is nothing.
std::optional<Decimal> percent(std::int64_t part, std::int64_t of);

}  // namespace recert::projections
