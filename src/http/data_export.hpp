// GET /v1/holders/{id}/export: everything the ledger holds about a person, for people and for
// machines, as one ZIP archive: a page to read, the same as JSON, and with every entry its exact
// bytes, its receipt and the keys of its sealed fields, so that it proves itself to a stranger.
//
// It is what its reader could ask for one by one, under the same checks and noted in the same way:
// for the holder, auditors and administrators. Made while it is sent, in bounded memory. Waits up
// to two seconds for a checkpoint that covers the newest entry; an entry that none covers yet has
// no receipt in it.
#pragma once

#include "http/call.hpp"

namespace recert::http {

void export_data(const Call& call, Answer answer);

}  // namespace recert::http
