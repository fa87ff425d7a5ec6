// What a list was asked for, checked: filters, day, what is known; and where it goes on.
//
// A cursor is opaque (base64url of JSON) and keeps all of it; a later page may repeat what the
// first was asked for, but not ask for anything else. What the reader may see is judged anew for
// each page. Without `as_of` it is the latest day that has begun in the zones of all programs that
// may be listed (of the one, if one is asked for), so that no credential is judged ahead of its own
// zone; holders and organizations have UTC. Thread-safe.
// Errors: bad-parameter, its pointer the parameter's name; forbidden.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "projections/standing.hpp"
#include "service/questions.hpp"
#include "service/states.hpp"

namespace recert::service {

// More are listed only one by one.
inline constexpr std::size_t kProgramsMax = 1'000;

struct Listing {
    events::StreamKind kind{};
    std::vector<std::string> programs;  // ids, in order: the one asked for, or all that may be seen
    std::optional<projections::CredentialStatus> status;
    std::optional<std::string> holder;
    std::optional<std::string> organization;
    std::optional<events::Date> ends_before;
    events::Date as_of{};
    Known known;
    bool is_projected = false;
    std::string position;  // of the last that was looked at; empty: none yet
    events::Json asked;    // the parameters as given for the first page
};

Result<Listing> begin_list(const Reading& reading, const ListQuery& query, const Principal& who);

// The cursor of the page that goes on after `position`.
std::string cursor_at(const Listing& listing, std::string_view position);

// `as_of`, `known_at` {"seq", "time"} (null: nothing was known yet), and `projected` true when the
// day is still to come.
Result<events::Json> about(const Reading& reading, const Listing& listing);

}  // namespace recert::service
