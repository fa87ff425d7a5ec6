// What a new ledger begins with: the built-in programs, published as ordinary events by `system`,
// and the register's first build.
//
// All in one group, so that a kill in between leaves none of them. A ledger with any entry is left
// as it is: newer rules reach it only when somebody publishes them.
#pragma once

#include "ledger/log.hpp"
#include "result.hpp"
#include "service/decider.hpp"

namespace recert::service {

Status publish_built_in_programs(ledger::Log& log, const Surroundings& surroundings);

}  // namespace recert::service
