// PUT and GET /v1/holders/{id}/evidence/{sha256}: a file as it is, no JSON around it.
//
// What is put is taken while it comes, 10 MiB at most, from kUploadsMax clients at a time: 201, or
// 200 when it was there. What is read is never shown in place: it is a stranger's file.
#pragma once

#include <cstddef>

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::size_t kUploadsMax = 16;

Result<Response> put_evidence(const Call& call);
Result<Response> read_evidence(const Call& call);

}  // namespace recert::http
