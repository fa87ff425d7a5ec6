// A question to the ledger as it is at this moment, with all that a read needs.
#pragma once

#include <utility>

#include "ledger/log.hpp"
#include "service/decider.hpp"
#include "service/states.hpp"

namespace recert::service {

// What `question` makes of a Reading; the reading ends with it.
template <class Question>
auto read(const Surroundings& around, const Question& question)
    -> decltype(question(std::declval<const Reading&>())) {
    const auto now = around.log.reader();
    if (!now) return tl::unexpected(now.error());
    return question(Reading{*now, around.cache, around.vault, around.clock.now()});
}

}  // namespace recert::service
