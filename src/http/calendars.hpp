// Deadlines as iCalendar: of a credential, and of a person at a secret address, which apps that
// cannot sign in fetch again and again. Open answers are for the one who knows the address.
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::string_view kCalendar = "text/calendar; charset=utf-8";

Result<Response> credential_calendar(const Call& call);
Result<Response> person_calendar(const Call& call);
// {"url"}: shown once.
Result<Response> make_calendar_address(const Call& call);
Result<Response> end_calendar_address(const Call& call);

}  // namespace recert::http
