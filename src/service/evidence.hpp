// Evidence of a holder on its way in and out: who may, and what an absent key means.
//
// Whoever may log an activity of the holder's may file what backs it up; it is read by those who
// see what is sealed. Errors: those of privacy/evidence.hpp and Service::put_evidence. Thread-safe.
#pragma once

#include "service/opened_ledger.hpp"
#include "service/states.hpp"

namespace recert::service {

Result<bool> file_evidence(const Reading& reading, OpenedLedger& ledger, const EvidenceFile& file,
                           const Principal& by);

Result<EvidenceFile> evidence_of(const Reading& reading, const OpenedLedger& ledger,
                                 const std::string& holder, const std::string& sha256,
                                 const Principal& who);

}  // namespace recert::service
