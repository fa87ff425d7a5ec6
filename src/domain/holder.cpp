#include "domain/case.hpp"

namespace recert::domain {
namespace {

Proposals just(const Command& command) {
    return {{command.event, command.occurred_at, command.occurred_on, command.occurred_on,
             command.actor}};
}

Status not_registered(bool is_empty) {
    if (is_empty) return {};
    return fail(ErrorCode::already_exists, "it is registered already", "/type");
}

template <class Record>
Status voidable(const Record& record, std::int64_t seq) {
    return allow_void(record.type_at({static_cast<std::uint64_t>(seq)}), seq);
}

// Which event of a holder's the record allows; one overload a type.
struct HolderCase {
    const projections::HolderRecord& record;

    Status operator()(const events::HolderRegistered&) const {
        return not_registered(record.empty());
    }
    Status operator()(const events::HolderUpdated&) const { return not_merged(); }
    Status operator()(const events::HolderPreferred&) const { return not_merged(); }
    Status operator()(const events::HolderMerged&) const { return not_merged(); }
    Status operator()(const events::HoldPlaced&) const {
        if (is_held(record))
            return fail(ErrorCode::status_order, "the holder is under a hold already", "/type");
        return {};
    }
    Status operator()(const events::HoldReleased&) const {
        if (!is_held(record))
            return fail(ErrorCode::status_order, "the holder is under no hold", "/type");
        return {};
    }
    Status operator()(const events::HolderErased&) const {
        if (is_held(record))
            return fail(ErrorCode::legal_hold, "a legal hold keeps the holder from being erased");
        return {};
    }
    Status operator()(const events::EntryVoided& event) const {
        return voidable(record, event.seq);
    }

    Status not_merged() const {
        const auto& merged = record.all<events::HolderMerged>();
        if (merged.empty()) return {};
        return fail(ErrorCode::holder_merged,
                    "the holder is continued by " + merged.back().data.into.text, "/type");
    }
};

struct OrganizationCase {
    const projections::OrganizationRecord& record;

    Status operator()(const events::OrganizationRegistered&) const {
        return not_registered(record.empty());
    }
    Status operator()(const events::OrganizationUpdated&) const { return {}; }
    Status operator()(const events::OpenEntryVoided& event) const {
        return voidable(record, event.seq);
    }
};

}  // namespace

bool is_held(const projections::HolderRecord& record) {
    const auto& placed = record.all<events::HoldPlaced>();
    const auto& released = record.all<events::HoldReleased>();
    return !placed.empty() && (released.empty() || released.back().seq < placed.back().seq);
}

bool is_erased(const projections::HolderRecord& record) {
    return !record.all<events::HolderErased>().empty();
}

Result<Proposals> decide(const projections::HolderRecord& record, const Command& command,
                         const Now&) {
    if (is_erased(record)) return fail(ErrorCode::holder_erased, "the holder was erased");
    RECERT_TRY(std::visit(HolderCase{record}, std::get<events::HolderEvent>(command.event)));
    return just(command);
}

Result<Proposals> decide(const projections::OrganizationRecord& record, const Command& command,
                         const Now&) {
    RECERT_TRY(
        std::visit(OrganizationCase{record}, std::get<events::OrganizationEvent>(command.event)));
    return just(command);
}

}  // namespace recert::domain
