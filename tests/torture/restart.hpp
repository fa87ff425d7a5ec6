// Starting again after a fault, as an operator would, and asking for all that was told.
#pragma once

#include <set>
#include <string>

#include "service/ledger_service.hpp"
#include "torture/told.hpp"

namespace recert::torture {

// A service on DIR, with nothing that waits.
service::ServiceOptions options_of(const std::filesystem::path& data);

struct Restart {
    service::ServiceOptions options;
    std::set<std::string> unanswered{};  // keys: recorded or not, their repeats must agree
};

// Starts the service, repeats every key that was answered and every one that was not, appends
// something new, stops; then judges the ledger: what was told, ledger::check, and the register
// against one rebuilt. A refused start is answered, and judged by whoever asked.
Status judge_restart(const Restart& restart, Told& told, Tally& tally);

}  // namespace recert::torture
