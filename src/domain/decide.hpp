// decide: record, context, command, now -> events | refusal. One file a stream.
//
// Pure. The first proposal is the command itself, the others are what follows from it (award,
// renewal, a class-change fee), each caused by the first. Errors name the field (pointer relative
// to the event object) or the clause. Source of the rules: the program's document; domain §8.
//
// decide_again asks what follows without a command: from what changed elsewhere, or by the clock
// alone (domain §2, §8.19). Nothing due: no proposals. Deciding again after that is quiet.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/event.hpp"
#include "projections/context.hpp"
#include "projections/record.hpp"
#include "result.hpp"

namespace recert::domain {

struct Command {
    events::Event event;             // sealed fields clear or sealed: decide does not look
    events::OccurredAt occurred_at;  // not in the future: checked by the caller
    events::Date occurred_on;        // its date in the stream's time zone
    events::Actor actor;
};

struct Now {
    events::Date today;    // in the stream's time zone
    Seq next;              // the seq the command's event will have
    std::uint64_t random;  // for a credential's number
};

struct Proposal {
    events::Event event;
    events::OccurredAt occurred_at;
    events::Date on;
    events::Date reported_on;
    events::Actor actor;
    bool follows = false;  // `cause` is the command's event, or what deciding again was asked for
};

using Proposals = std::vector<Proposal>;

Result<Proposals> decide(const projections::CredentialRecord& record,
                         const projections::Context& context, const Command& command,
                         const Now& now);
Proposals decide_again(const projections::CredentialRecord& record,
                       const projections::Context& context, const Now& now);
Result<Proposals> decide(const projections::HolderRecord& record, const Command& command,
                         const Now& now);
// Whether a legal hold stands; whether the holder was erased.
bool is_held(const projections::HolderRecord& record);
bool is_erased(const projections::HolderRecord& record);
Result<Proposals> decide(const projections::OrganizationRecord& record, const Command& command,
                         const Now& now);
Result<Proposals> decide(const projections::Program& program, const Command& command,
                         const Now& now);

}  // namespace recert::domain
