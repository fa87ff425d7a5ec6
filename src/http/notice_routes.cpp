#include "http/notices.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> notice_routes() {
    return {
        {.method = get,
         .pattern = "/v1/notices",
         .needs = Right::whole,
         .runs = OnReadPool{list_notices},
         .operation = {.id = "listNotices",
                       .tag = "service",
                       .summary = "Reminders that were refused, or may have arrived or not, the "
                                  "latest first; then those that are on their way",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "UnsettledNotice", true}},
                                    .headers = {"Link", "Cache-Control"}}}},
         .parameters = {"limit", "cursor"}},
        {.method = get,
         .pattern = "/reminders/stop/{stop}",
         .needs = Right::anybody,
         .runs = Here{stop_reminders_page},
         .operation =
             {.id = "readStopReminders",
              .tag = "service",
              .summary = "The page of the address in a reminder, with a button; looking "
                         "changes nothing",
              .answers = {{200, {{kHtml}}, {"Content-Security-Policy", "Cache-Control"}}}}},
        {.method = post,
         .pattern = "/reminders/stop/{stop}",
         .needs = Right::anybody,
         .runs = OnReadPool{stop_reminders},
         .operation = {.id = "stopReminders",
                       .tag = "service",
                       .summary = "No more reminders, by the button or by a mail program's (RFC "
                                  "8058)",
                       .answers = {{200, {{kHtml}}, {"Content-Security-Policy", "Cache-Control"}}},
                       .takes = {{kForm, "OneClick"}, {kMultipartForm, "OneClick"}}}},
    };
}

}  // namespace recert::http
