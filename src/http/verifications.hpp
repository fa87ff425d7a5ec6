// Public verification of a credential's number: as JSON, with the entry and the receipt by which a
// stranger proves it offline; and as a page, which needs no script and says the same.
//
// A number that was never given, and a surname that is not in the name, count as kMissRequests
// requests of the rate `verification`: numbers cannot be walked, nor surnames guessed.
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::uint32_t kMissRequests = 10;

Result<Response> verification(const Call& call);
Result<Response> verification_entry(const Call& call);
Result<Response> verification_receipt(const Call& call);
Result<Response> verification_page(const Call& call);
// With a form for the number; with ?number= as the page of that number.
Result<Response> verification_form(const Call& call);

}  // namespace recert::http
