#include "http/reports.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> report_routes() {
    return {
        {.method = get,
         .pattern = "/v1/reports",
         .needs = Right::read,
         .runs = Here{list_reports},
         .operation = {.id = "listReports",
                       .tag = "reports",
                       .summary = "The reports there are, with columns and filters",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Report", true}},
                                    .headers = {"Cache-Control"}}}},
         .kind = events::StreamKind::credential},
        {.method = get,
         .pattern = "/v1/reports/{report}",
         .needs = Right::read,
         .runs = Later{read_report},
         .operation = {.id = "readReport",
                       .tag = "reports",
                       .summary = "A report of any day, as known at any entry",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "ReportDocument"},
                                                {kNdjson, "ReportLines"},
                                                {kCsv, "ReportTable"},
                                                {kXlsx, "ReportWorkbook"}},
                                    .headers = {"Link", "Report-As-Of", "Report-Known-At",
                                                "Content-Disposition", "Cache-Control"}}}},
         .parameters = {"format", "part", "raw", "bom", "as_of", "known_at", "program",
                        "organization", "holder", "credential", "status", "practicum", "provider",
                        "audit", "within", "from", "to", "stream", "type"},
         .kind = events::StreamKind::credential},
    };
}

}  // namespace recert::http
