// `recertd --demo`: fills an empty sandbox with a synthetic cohort over six years, through the same
// path as everything else, before it is served.
//
// The history is recorded moment by moment on a clock that is driven forward, so that recorded_at
// follows occurred_at as in a ledger that was kept all along. A new ledger's time begins six years
// before the machine's and ends at it; that of one with nothing but its built-in programs goes on
// from where it is, and is put forward. The same seed and size on the same month's days give the
// same facts in the same order, at the same instants; what is random are event ids, salts, keys,
// ciphertexts and the numbers of credentials.
#pragma once

#include <optional>

#include "demo/order.hpp"
#include "result.hpp"
#include "service/ledger_service.hpp"

namespace recert::demo {

struct Filled {
    std::size_t holders;
    std::size_t credentials;
    std::uint64_t events;
};

// nullopt: the ledger is not empty, or no sandbox; nothing was appended. `options` are those the
// ledger is served with afterwards, in a service of its own. Errors: those of opening; a refusal,
// which names the event; refused-start, when `progress` (days done, of all) gives it up.
Result<std::optional<Filled>> fill(const service::ServiceOptions& options, const Order& order,
                                   const service::Progress& progress);

}  // namespace recert::demo
