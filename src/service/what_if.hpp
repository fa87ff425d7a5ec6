// Who would change standing under other rules, before anybody publishes them.
//
// A page judges credentials by id, each by the present and by the other rules, as of a day and as
// known at an entry, until it has as many items as asked for or kJudgedMax were judged; its totals
// are of those, so that whoever goes on adds them up. A cursor keeps both times, and belongs to the
// rules it was given out for.
//
// For whom may read all credentials of the program. Errors: forbidden; not-found; bad-parameter;
// schema, by /rules/…. Thread-safe. Memory: one page.
#pragma once

#include <string>

#include "service/states.hpp"

namespace recert::service {

inline constexpr std::size_t kJudgedMax = 1'000;  // a page

Result<Page> what_if_page(const Reading& reading, const std::string& program,
                          const WhatIfQuery& query, const Principal& who);

}  // namespace recert::service
