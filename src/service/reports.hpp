// Reports over the ledger (projections/reports), for any day and as known at any entry: what was
// asked for, checked; the rows, in pieces; and what the whole is about.
//
// The same question gives the same rows and the same statement: an absent `as_of` is today and an
// absent `known_at` all there is, and both are told. What changes an answer later is only what a
// person may take back: a name that is erased, a consent. Whoever may read standings may have
// reports over those, and each report is noted among the accesses. Thread-safe; a ReportRows is one
// thread's at a time.
// Errors: not-found (no such report), bad-parameter, forbidden; storage, corrupt.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "projections/reports/report.hpp"
#include "service/service.hpp"

namespace recert::service {

inline constexpr std::int64_t kWithinMax = 3'650;  // days

struct ReportQuery {
    std::string name;
    When when{};
    std::map<std::string, std::string> filters{};  // by parameter, as given
};

class ReportRows {
  public:
    virtual ~ReportRows() = default;
    virtual const projections::Report& report() const = 0;
    // Some rows, perhaps none; nullopt: that was all. Bounded work; blocks.
    virtual Result<std::optional<projections::Rows>> next() = 0;
    // {"report", "title", "as_of", "known_at", "projected"?, "rules": [{"program", "version"}],
    //  "filter", "checkpoint"}; after the last row also "rows", "totals", "claims"? and, where the
    // rows are of credentials, "credentials": how many were looked at. The checkpoint is the first
    // that was signed of what is known; null while there is none.
    virtual events::Json about() const = 0;
};

class Reports {
  public:
    virtual ~Reports() = default;
    // Those that are made for the reader, as projections::report_json.
    virtual events::Json list(const Principal& who) const = 0;
    virtual Result<std::unique_ptr<ReportRows>> begin(const ReportQuery& query,
                                                      const Principal& who) const = 0;
};

}  // namespace recert::service
