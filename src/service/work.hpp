// One command being decided: what it needs is gathered, then each event is decided on the record
// as the event before left it. Lives for one Decider::take, and changes nothing outside itself
// until its result is added to the group (but for a holder's new key, prepared in the vault).
#pragma once

#include <functional>

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
    Status decide_again();
    Made done();

  private:
    // The error points into the item.
    static tl::unexpected<Error> at(const Item& item, Error error);
    Status admit() const;
    Status check_named(const Item& item) const;  // by a role whose own it must be
    Status gather_for_credential();
    Status check_merger(const Item& item);
    Status check_holds();
    Status check_not_erased(const events::Event& event) const;
    Result<Held> other(events::StreamKind kind, const std::string& id, ErrorCode missing,
                       std::string_view field);
    const events::CredentialRegistered& registered() const;
    Result<events::OccurredAt> occurred_at(const Item& item) const;
    using Ask = std::function<Result<domain::Proposals>(const domain::Now&)>;
    Result<domain::Proposals> ask(const domain::Command& command, const domain::Now& now) const;
    Result<domain::Proposals> propose(const Ask& ask);
    Status accept(domain::Proposal& proposal, std::optional<Seq> cause);
    Status seal(events::Event& event);
    Result<std::string> row_before();  // empty: there was none
    Status update_register(const events::Recorded& recorded);

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
