// Where in the register those are whom a reminder may be due to, so that nobody else is judged: who
// is certified or a candidate up to a day of which the rules remind now, and whose row the program
// has outdated since. Goes through them some at a time. One thread's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/digest.hpp"
#include "service/record_cache.hpp"
#include "views/register_index.hpp"

namespace recert::service {

inline constexpr std::size_t kDueVisitedAtOnce = 256;

class DuePlaces {
  public:
    static Result<DuePlaces> open(const ledger::Reader& reader, RecordCache& cache,
                                  const DueDays& days);

    const DueDays& days() const { return days_; }
    bool is_done() const { return next_ == places_.size(); }
    // Credentials of the next places; none: there was nobody among those visited.
    Result<std::vector<std::string>> some(const ledger::Reader& reader, RecordCache& cache);

  private:
    // Those whose rows were judged by then and are outdated; without: all of the run.
    struct Place {
        views::Run run;
        std::optional<Seq> judged_by{};
    };

    explicit DuePlaces(const DueDays& days) : days_(days) {}

    DueDays days_;
    std::vector<Place> places_;
    std::size_t next_ = 0;
    std::string position_;  // in the next place
};

// The day it is everywhere: in the program's zone where the day begins last.
Result<events::Date> day_everywhere(const ledger::Reader& reader, RecordCache& cache,
                                    events::Instant now);

}  // namespace recert::service
