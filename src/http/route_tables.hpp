// The route table's parts, one a resource; routes() puts them together. The first that fits wins.
#pragma once

#include "http/route.hpp"

namespace recert::http {

std::vector<Route> stream_routes();        // /v1/{collection}, the same for each collection
std::vector<Route> program_routes();       // what only a program has: practicums, rules, quote
std::vector<Route> holder_routes();        // what only a holder has: erasure, evidence
std::vector<Route> badge_routes();         // badges, status lists, the keys they are checked by
std::vector<Route> paper_routes();         // documents of a credential
std::vector<Route> event_routes();         // /v1/events
std::vector<Route> report_routes();        // /v1/reports
std::vector<Route> log_routes();           // /log, /v1/log, receipts
std::vector<Route> schema_routes();        // /v1/schemas
std::vector<Route> token_routes();         // /v1/tokens
std::vector<Route> access_routes();        // /v1/accesses
std::vector<Route> sign_in_routes();       // /signin, /signout, /v1/session
std::vector<Route> notice_routes();        // /v1/notices, /reminders
std::vector<Route> operator_routes();      // /v1/projections, /v1/clock
std::vector<Route> service_routes();       // health, problems, the API's document, pages
std::vector<Route> verification_routes();  // /verify, /v1/verifications
std::vector<Route> calendar_routes();      // calendar.ics, and the addresses for calendar apps

}  // namespace recert::http
