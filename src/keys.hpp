// `recertd keys`: the keys that sign checkpoints, shown, and changed on a stopped directory; and a
// new master key; and new keys of badges.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "result.hpp"
#include "service/opened_ledger.hpp"

namespace recert {

struct KeysOrder {
    bool rotates = false;
    bool rotates_master = false;
    bool rotates_badges = false;
    std::optional<std::string> retired;  // the id of the key that shall sign no more
};

// Prints what holds afterwards: a verifier key a line, that of the current key first; where the new
// master key is; how many keys of badges there are. Errors: those of service/signing_keys.hpp,
// service/master_key.hpp, service/badge_keys.hpp.
Status keys(const service::OpeningOptions& options, const KeysOrder& order, std::ostream& out);

}  // namespace recert
