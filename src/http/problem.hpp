// An Error as RFC 9457 has it, and the one place that knows the HTTP status of an ErrorCode.
#pragma once

#include <optional>
#include <string_view>

#include "http/message.hpp"
#include "result.hpp"

namespace recert::http {

int status_of(ErrorCode code);

// The problem as a response, with the headers its status asks for (WWW-Authenticate, Retry-After).
// `status` may be more exact than the code's own.
Response problem(const Error& error, std::string_view request_id);
Response problem(int status, const Error& error, std::string_view request_id);

// What nobody foresaw: no code of ours, no detail that could give anything away.
inline constexpr std::string_view kInternal = "internal";
Response internal_error(std::string_view request_id);

}  // namespace recert::http
