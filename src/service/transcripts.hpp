// A credential's certificate and transcript, read from the ledger. The contract is that of Papers
// (papers.hpp), but for the noting of accesses. Thread-safe.
#pragma once

#include "service/papers.hpp"
#include "service/states.hpp"

namespace recert::service {

Result<Certificate> certificate_of(const Reading& reading, const PaperQuery& query,
                                   const Principal& who);

Result<State> transcript_of(const Reading& reading, const PaperQuery& query, const Principal& who);

}  // namespace recert::service
