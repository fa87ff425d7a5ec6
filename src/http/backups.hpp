// /v1/backups: begun here, taken in the background.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> list_backups(const Call& call);
Result<Response> begin_backup(const Call& call);

}  // namespace recert::http
