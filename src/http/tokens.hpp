// /v1/tokens: made, listed, revoked. Who may is the service's to say. A token is in one answer
// only, which no cache may keep.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> create_token(const Call& call);
Result<Response> list_tokens(const Call& call);
Result<Response> one_token(const Call& call);
Result<Response> revoke_token(const Call& call);

}  // namespace recert::http
