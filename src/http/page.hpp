// Lists: {"items": […], "next": cursor | null} and what else the page says of itself; and `Link` to
// the next page.
#pragma once

#include <optional>

#include "http/call.hpp"

namespace recert::http {

// `limit` and `cursor`. Errors: bad-parameter.
Result<service::Paging> paging_of(const Call& call);

Response page_response(const Call& call, service::Page page);

// The page of events that the call's parameters ask for; of one stream, or of the ledger.
Result<Response> events_page(const Call& call, std::optional<events::StreamName> stream);

}  // namespace recert::http
