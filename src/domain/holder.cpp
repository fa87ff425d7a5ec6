#include "domain/case.hpp"

namespace recert::domain {
namespace {

// Holders and organizations alike: first the registration, then what corrects it.
template <class Record, class First, class Void>
Result<Proposals> decide_plain(const Record& record, const Command& command) {
    using Event = std::conditional_t<std::is_same_v<Record, projections::HolderRecord>,
                                     events::HolderEvent, events::OrganizationEvent>;
    const auto& event = std::get<Event>(command.event);
    if (std::holds_alternative<First>(event) && !record.empty())
        return fail(ErrorCode::already_exists, "it is registered already", "/type");
    if (const auto* voided = std::get_if<Void>(&event))
        RECERT_TRY(
            allow_void(record.type_at({static_cast<std::uint64_t>(voided->seq)}), voided->seq));
    return Proposals{{command.event, command.occurred_at, command.occurred_on, command.occurred_on,
                      command.actor}};
}

}  // namespace

Result<Proposals> decide(const projections::HolderRecord& record, const Command& command,
                         const Now&) {
    return decide_plain<projections::HolderRecord, events::HolderRegistered, events::EntryVoided>(
        record, command);
}

Result<Proposals> decide(const projections::OrganizationRecord& record, const Command& command,
                         const Now&) {
    return decide_plain<projections::OrganizationRecord, events::OrganizationRegistered,
                        events::OpenEntryVoided>(record, command);
}

}  // namespace recert::domain
