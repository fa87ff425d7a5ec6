// Whether a number stands for a good credential: for anybody, about any day, for ever.
//
// A number is found however it was written down: in small letters, without its hyphens, with O and
// I for 0 and 1. What is told is of the credential alone. Whose it is, is told if that person said
// so (holder.preferred), and to who names the surname; never after an erasure.
// Thread-safe. Nobody's reads are noted: who asks is unknown.
#pragma once

#include <optional>
#include <string>

#include "service/service.hpp"

namespace recert::service {

struct VerificationQuery {
    std::string number;             // as it was typed
    std::optional<std::string> on;  // a date; absent: today, where the program is
    std::optional<std::string> known_at;
    std::optional<std::string> surname;
};

// What was decided about a number: one entry of the ledger, which anybody may check.
struct DecisionQuery {
    std::string number;
    std::int64_t cycle = 1;
};

class Verifications {
  public:
    virtual ~Verifications() = default;

    // The object of api §4. Errors: not-found, also for a number that was not given by known_at;
    // bad-parameter.
    virtual Result<events::Json> verify(const VerificationQuery& query) const = 0;

    // The entry by which a cycle was granted. Errors: not-found, also where a person decided:
    // who that was is in the entry.
    virtual Result<Seq> decision(const DecisionQuery& query) const = 0;
    virtual Result<std::string> entry(Seq decision) const = 0;
    virtual Result<Receipt> receipt(Seq decision) const = 0;
};

}  // namespace recert::service
