// A calendar as iCalendar (RFC 5545), for calendar apps: each appointment is a day, with an alarm
// in the morning of each day on which it is to be reminded of. Pure: the same appointments, the
// same bytes.
//
// `calendar` is what service/calendars.hpp answers; `domain` ends the identifiers of its
// appointments, so that those of two services are told apart.
#pragma once

#include <string>
#include <string_view>

#include "events/json.hpp"

namespace recert::documents {

std::string icalendar(const events::Json& calendar, std::string_view domain);

}  // namespace recert::documents
