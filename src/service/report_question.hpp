// What a report was asked for, checked and resolved: filters, day, what is known, and the statement
// that follows from them. Errors: not-found, bad-parameter (its pointer the parameter), forbidden.
#pragma once

#include "service/listing.hpp"
#include "service/reports.hpp"

namespace recert::service {

struct ReportRequest {
    const projections::Report* report = nullptr;
    Listing listing{};  // programs, holder, organization, day, what is known
    projections::ReportQuestion question{};
    std::optional<std::string> credential{};
    std::optional<events::StreamName> stream{};  // of entries
    std::optional<std::string> type{};
    events::Json about{};  // as of ReportRows::about, without what only the rows tell
};

bool is_made_for(const projections::Report& report, const Principal& who);

Result<ReportRequest> read_report_query(const Reading& reading, const ReportQuery& query,
                                        const Principal& who);

}  // namespace recert::service
