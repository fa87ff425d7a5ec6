// GET /v1/reports and /v1/reports/{report}: the rows of a report, written down while they are sent.
//
// Text formats are made piece by piece on the read pool, one ahead of what is sent. A workbook is
// made whole before the answer begins, so that what a sheet cannot hold is a problem; one at a
// time, so that the pool is left to others (overloaded for the next).
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::string_view kCsv = "text/csv; charset=utf-8; header=present";
inline constexpr std::string_view kXlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Result<Response> list_reports(const Call& call);
void read_report(const Call& call, Answer answer);

}  // namespace recert::http
