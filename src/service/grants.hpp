// Who may do what: one table of event types and one of rights, each by role. The router, the
// service's checks (access.hpp), /openapi.json, the README and the tests read these; nothing else
// says it. Source: domain §8.15, api §2. Constant, thread-safe.
//
// A role's own: a holder's, what is about it; an integration's, the event types and programs that
// its token lists; a provider's, activities that name it while the program approves it; an
// instructor's, practicums that its token lists or that name it; a sponsor's, its organization and
// the credentials in it whose holders share them. A provider and an instructor read the events
// that they appended.
//
// Deliberately not here: how it is told whether a thing is somebody's own (access.hpp, own.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "service/service.hpp"

namespace recert::service {

inline constexpr std::size_t kRoles = 8;

enum class Reach { none, own, all };

using ByRole = std::array<Reach, kRoles>;  // in the order of Role

struct TypeGrant {
    std::string_view type;
    ByRole appends;
    bool decides = false;       // on somebody's claim or duty: nobody does so for themselves
    bool needs_reason = false;  // the service decides: a person who does says why
};

// One row an event type.
std::span<const TypeGrant> type_grants();
const TypeGrant* type_grant(std::string_view type);  // or null

enum class Right {
    anybody,     // needs no token
    any_token,   // whoever is known
    create,      // a stream of a kind: whoever appends its first event
    append,      // to streams of a kind: whoever appends any of its types
    append_any,  // to streams of any kind
    read,        // streams of a kind: states and lists
    history,     // the events of a stream; of all of them, for whom everything is its own
    event,       // one event, as stored, and its proof
    open,        // sealed fields
    whole,       // the ledger as a whole, and how the service fares
    what_if,     // everybody's standing under other rules
    accesses,    // who read of a holder, and all that is kept about one
    evidence,    // put evidence; it is read by whom sealed fields are opened for
    erase,       // a person
    audit,       // entries in bulk, as stored
    operate,     // clock, projections
    tokens,
    sign_in_links,  // for holders
    calendars,      // secret addresses of a holder's
};

struct RightGrant {
    Right right;
    std::optional<events::StreamKind> of;  // absent: not of a kind
    bool writes;
    std::string_view what;  // one may do, in a few words
    ByRole reach;
};

// One row a right, or a right and kind of stream; those of create and append follow from the types.
std::span<const RightGrant> right_grants();
const RightGrant& right_grant(Right right, events::StreamKind kind);

inline Reach reach(const ByRole& by, Role role) { return by[static_cast<std::size_t>(role)]; }

}  // namespace recert::service
