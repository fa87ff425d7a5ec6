// What anybody may check the ledger by: /log (C2SP tlog-tiles) and /v1/log/consistency.
//
// What is once signed never changes, and says so to caches; only the checkpoint and the list of
// keys do.
#pragma once

#include "http/call.hpp"

namespace recert::http {

// For what everybody may keep, and what one client may.
inline constexpr const char* kNeverChanges = "public, max-age=31536000, immutable";
inline constexpr const char* kNeverChangesToOne = "private, max-age=31536000, immutable";

Result<Response> log_checkpoint(const Call& call);
Result<Response> log_vkey(const Call& call);
Result<Response> log_tile(const Call& call);
Result<Response> log_bundle(const Call& call);
Result<Response> log_consistency(const Call& call);

}  // namespace recert::http
