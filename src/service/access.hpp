// Who may write and read what: the tables of grants.hpp, asked about a thing. Pure.
//
// Two questions are asked of a request: at once, by role and scopes alone, and once the stream is
// known, whose it is. What a reader may not know of is not-found, never forbidden.
//
// Deliberately not here: whether the rules allow it (domain), which instant a holder may name
// (work), what a provider's or an instructor's event names (own).
#pragma once

#include <string>
#include <string_view>

#include "service/grants.hpp"

namespace recert::service {

// What a stream is about, as far as grants ask for it.
struct About {
    events::StreamKind kind;
    std::string holder{};        // a holder's or credential's
    std::string program{};       // a program's or credential's
    std::string organization{};  // an organization's, or a credential's if it has one
    bool is_shared = false;      // a credential's: the holder lets the organization see it
};

// At all, on whatever: what the router asks. Errors: forbidden.
Status may_use(const Principal& who, Right right, events::StreamKind kind = {});

// By type alone. Errors: forbidden; schema (/data/reason) for a decision that a person appends
// without one.
Status may_write(const Principal& who, std::string_view type, bool with_reason);

// Errors: forbidden; not-found for another's stream; own-claim.
Status may_write_to(const Principal& who, std::string_view type, const About& about);

// Its state, and its place in lists. Errors: not-found.
Status may_read(const Principal& who, const About& about);

// All its events. Errors: not-found.
Status may_read_history(const Principal& who, const About& about);

// One of them, which `actor` appended. Errors: not-found.
Status may_read_event(const Principal& who, const About& about, std::string_view actor);

// As may_use, of what is a holder's. Errors: forbidden, not-found.
Status may_use_of(const Principal& who, Right right, const std::string& holder);

// Whether a program's credentials are in the lists that are made for the reader.
bool may_list(const Principal& who, std::string_view program);

// Whether a list may hold anything: holders and organizations are of no program, so a reader of
// some programs alone reads none.
bool may_list_any(const Principal& who, events::StreamKind kind);

// Whether the sealed fields of a stream are opened: its holder's own, or a role that reads all.
bool may_open(const Principal& who, std::string_view stream_holder);

}  // namespace recert::service
