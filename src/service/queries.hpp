// What the reads of a Service are asked. Texts are as clients gave them; the service checks them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "events/event.hpp"
#include "events/json.hpp"

namespace recert::service {

// A question about the past: both absent means today, as known now.
struct When {
    std::optional<std::string> as_of;     // YYYY-MM-DD
    std::optional<std::string> known_at;  // a seq or an instant
};

// Which part of a list: from where the cursor says, which keeps what was asked about.
struct Paging {
    std::optional<std::string> cursor;
    std::size_t limit = 100;
};

// The streams of a collection; of credentials, those of which all that is given holds.
struct ListQuery {
    events::StreamKind kind;
    std::optional<std::string> program{};
    std::optional<std::string> status{};
    std::optional<std::string> holder{};
    std::optional<std::string> organization{};
    std::optional<std::string> ends_before{};  // a date
    When when{};
    Paging paging{};
};

struct PracticumsQuery {
    When when;
    std::optional<std::string> from;  // a date: those that begin on it or later
    Paging paging;
};

struct QuoteQuery {
    When when;
    std::optional<std::string> organization;
    std::int64_t seats = 1;
};

// `rules` as a body would have them published.
struct WhatIfQuery {
    events::Json rules;
    When when;
    Paging paging;
};

struct EventsQuery {
    std::optional<events::StreamName> stream;
    std::optional<std::string> type;
    std::optional<std::string> after;  // a seq, or -1
    std::optional<std::string> cursor;
    std::optional<std::string> known_at;
    std::size_t limit = 100;
};

// Who read what; of a holder, or all of it.
struct AccessesQuery {
    std::optional<std::string> holder{};
    std::optional<std::string> actor{};
    Paging paging{};
};

}  // namespace recert::service
