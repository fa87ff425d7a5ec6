#include "http/append_lines.hpp"
#include "http/events.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> event_routes() {
    return {
        {.method = get,
         .pattern = "/v1/events",
         .needs = Right::history,
         .runs = OnReadPool{ledger_events},
         .operation = {.id = "listEvents",
                       .tag = "events",
                       .summary = "The ledger, in the order it was recorded",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Event", true},
                                                {kNdjson, "EventLines"},
                                                {kEventStream, "EventFeed"}},
                                    .headers = {"Link", "Cache-Control", "Vary"}}},
                       .headers = {"Last-Event-ID"},
                       .refuses = {404}},
         .parameters = {"limit", "cursor", "after", "type", "stream", "known_at"}},
        {.method = post,
         .pattern = "/v1/events",
         .needs = Right::append_any,
         .runs = Here{append_lines},
         .operation = {.id = "appendLines",
                       .tag = "events",
                       .summary =
                           "Append many events, one a line; the answer has one line for each",
                       .answers = {{.status = 200,
                                    .content = {{kNdjson, "LineAnswers"}},
                                    .headers = {"Cache-Control"}}},
                       .takes = {{kNdjson, "Lines"}}}},
        {.method = get,
         .pattern = "/v1/events/{seq}",
         .needs = Right::event,
         .runs = OnReadPool{one_event},
         .operation = {.id = "readEvent",
                       .tag = "events",
                       .summary = "One event, in the current form of its type",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Event"}},
                                    .headers = {"Cache-Control"}}}}},
        {.method = get,
         .pattern = "/v1/events/{seq}/entry",
         .needs = Right::event,
         .runs = OnReadPool{one_entry},
         .operation = {.id = "readEntry",
                       .tag = "events",
                       .summary = "The exact bytes of an entry, as stored and hashed",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Entry"}},
                                    .headers = {"Cache-Control"}}}}},
        {.method = get,
         .pattern = "/v1/events/{seq}/openings",
         .needs = Right::open,
         .runs = OnReadPool{entry_openings},
         .operation = {.id = "readOpenings",
                       .tag = "events",
                       .summary = "For each sealed field of an entry the key that opens it alone",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Openings"}},
                                    .headers = {"Cache-Control"}}}}},
    };
}

}  // namespace recert::http
