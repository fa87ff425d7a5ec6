#include "http/calendars.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> calendar_routes() {
    const Success calendar{200, {{kCalendar}}, {"ETag", "Cache-Control"}};
    return {
        {.method = get,
         .pattern = "/v1/credentials/{id}/calendar.ics",
         .needs = Right::read,
         .runs = OnReadPool{credential_calendar},
         .operation = {.id = "readCalendar",
                       .tag = "calendars",
                       .summary = "The deadlines of a credential, as iCalendar",
                       .answers = {calendar},
                       .headers = {"If-None-Match"}},
         .parameters = {"as_of", "known_at"},
         .kind = events::StreamKind::credential},
        {.method = post,
         .pattern = "/v1/holders/{id}/calendar",
         .needs = Right::calendars,
         .runs = OnReadPool{make_calendar_address},
         .operation = {.id = "makeCalendarAddress",
                       .tag = "calendars",
                       .summary = "A secret address for calendar apps; it ends the one before",
                       .answers = {{201, {{kJson, "CalendarAddress"}}, {"Cache-Control"}}},
                       .refuses = {422}}},
        {.method = delete_,
         .pattern = "/v1/holders/{id}/calendar",
         .needs = Right::calendars,
         .runs = OnReadPool{end_calendar_address},
         .operation = {.id = "endCalendarAddress",
                       .tag = "calendars",
                       .summary = "End the address, if there is one",
                       .answers = {{.status = 204}},
                       .refuses = {422}}},
        {.method = get,
         .pattern = "/calendar/{calendar}",
         .needs = Right::anybody,
         .runs = OnReadPool{person_calendar},
         .operation = {.id = "readPersonCalendar",
                       .tag = "calendars",
                       .summary = "The deadlines of all of a person's credentials, for whoever has "
                                  "the address",
                       .answers = {calendar},
                       .headers = {"If-None-Match"}}},
    };
}

}  // namespace recert::http
