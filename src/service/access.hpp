// Who may write and read what: domain §8.15 and nothing else. Pure.
//
// Two questions are asked of a write: at once, by role and type alone, and once the stream is
// known, whose it is. What a holder may not know of is not-found, never forbidden.
//
// Deliberately not here: whether the rules allow it (domain), which instant a holder may name
// (intake).
#pragma once

#include <string_view>

#include "service/service.hpp"

namespace recert::service {

struct Write {
    events::StreamKind kind;
    std::string_view type;
    bool creates = false;
    bool with_reason = false;       // the event carries a reason
    std::string_view program = {};  // of the credential or program, when known
};

// Errors: forbidden; schema (/data/reason) for a decision of staff without one.
Status may_write(const Principal& who, const Write& write);

// `stream_holder` is whom the stream is about: empty for programs and organizations.
// Errors: not-found for another's stream; own-claim.
Status may_write_to(const Principal& who, std::string_view type, events::StreamKind kind,
                    std::string_view stream_holder);

// Errors: not-found.
Status may_read(const Principal& who, events::StreamKind kind, std::string_view stream_holder);

// Whether a program's credentials are in the lists that are made for the reader.
bool may_list(const Principal& who, const std::string& program);

// The whole ledger, across streams. Errors: forbidden.
Status may_read_ledger(const Principal& who);

// Its entries in bulk, as they are stored. Errors: forbidden.
Status may_audit(const Principal& who);

// What keeps the service running: its tokens, its clock, its projections. Errors: forbidden.
Status may_operate(const Principal& who);

// Whether the sealed fields of a stream are opened: its holder's own, or a role that reads all.
bool may_open(const Principal& who, std::string_view stream_holder);

}  // namespace recert::service
