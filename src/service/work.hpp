// One command being decided: what it needs is gathered, then each event is decided on the record
// as the event before left it. Lives for one Decider::take, and changes nothing outside itself
// until its result is added to the group (but for a holder's new key, prepared in the vault).
#pragma once

#include "domain/decide.hpp"
#include "service/decider.hpp"

namespace recert::service {

class Decider::Work {
  public:
    Work(Decider& decider, const Command& command);

    // The stream's record, and whether the command may touch it.
    Status locate();
    // The other streams' records, the zone, the day it is there.
    Status gather_context();
    Status decide(const Item& item);
    Made done();

  private:
    Status admit() const;
    Status gather_for_credential();
    Result<Held> other(events::StreamKind kind, const std::string& id, ErrorCode missing,
                       std::string_view field);
    const events::CredentialRegistered& registered() const;
    Result<events::OccurredAt> occurred_at(const Item& item) const;
    Result<domain::Proposals> ask(const domain::Command& command, std::uint64_t random) const;
    Result<domain::Proposals> propose(const domain::Command& command);
    Status accept(domain::Proposal& proposal, Seq cause);
    Status seal(events::Event& event);
    Status update_row();

    Decider& decider_;
    const Command& command_;
    events::StreamName stream_;
    std::optional<Fold> fold_;
    StreamVersion version_{};
    bool begins_ = false;  // the stream, with this command
    std::string holder_;   // whose key seals
    projections::Context context_;
    std::string zone_;
    events::Instant recorded_at_{};
    events::Date today_{};
    Made made_;
};

}  // namespace recert::service
