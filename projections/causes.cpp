#include "projections/causes.hpp"

namespace recert::projections {
namespace {

// An event that bears on decisions must be named here, and so must one that does not.
struct OfProgram {
    bool operator()(const events::ProgramPublished&) const { return true; }
    // Nobody could select it, or attend it, before.
    bool operator()(const events::PracticumScheduled&) const { return false; }
    bool operator()(const events::PracticumRescheduled&) const { return true; }
    bool operator()(const events::PracticumCancelled&) const { return true; }
    bool operator()(const events::ProviderApproved&) const { return true; }
    bool operator()(const events::ProviderWithdrawn&) const { return true; }
    bool operator()(const events::AuditAnnounced&) const { return false; }
    bool operator()(const events::AuditDrawn&) const { return false; }
    bool operator()(const events::OpenEntryVoided&) const { return true; }
};

struct OfHolder {
    bool operator()(const events::HolderRegistered&) const { return false; }
    bool operator()(const events::HolderUpdated& event) const {
        return event.birth_month.has_value();
    }
    bool operator()(const events::HolderPreferred&) const { return false; }
    bool operator()(const events::HolderMerged&) const { return false; }
    bool operator()(const events::HoldPlaced&) const { return false; }
    bool operator()(const events::HoldReleased&) const { return false; }
    bool operator()(const events::HolderErased&) const { return false; }
    bool operator()(const events::EntryVoided&) const { return true; }
};

// Discounts are a matter of the fee that staff assess, not of whether it is paid.
struct OfOrganization {
    bool operator()(const events::OrganizationRegistered&) const { return false; }
    bool operator()(const events::OrganizationUpdated&) const { return false; }
    bool operator()(const events::OpenEntryVoided&) const { return false; }
};

struct OfStream {
    bool operator()(const events::ProgramEvent& event) const {
        return std::visit(OfProgram{}, event);
    }
    bool operator()(const events::HolderEvent& event) const {
        return std::visit(OfHolder{}, event);
    }
    bool operator()(const events::OrganizationEvent& event) const {
        return std::visit(OfOrganization{}, event);
    }
    bool operator()(const events::CredentialEvent&) const { return false; }
};

}  // namespace

bool may_change_decisions(const events::Event& event) { return std::visit(OfStream{}, event); }

}  // namespace recert::projections
