// GET /v1/credentials/{id}/certificate and /v1/credentials/{id}/transcript
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::string_view kPdf = "application/pdf";

// PDF; 304 when the client has it already, as for a state.
Result<Response> read_certificate(const Call& call);

// JSON, or PDF by ?format= or Accept.
Result<Response> read_transcript(const Call& call);

}  // namespace recert::http
