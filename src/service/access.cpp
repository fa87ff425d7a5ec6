#include "service/access.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace recert::service {
namespace {

using events::StreamKind;

constexpr std::array kHoldersCredentialTypes = {
    std::string_view("cpe.planned"),           std::string_view("cpe.logged"),
    std::string_view("cpe.amended"),           std::string_view("cpe.withdrawn"),
    std::string_view("attestation.signed"),    std::string_view("practicum.selected"),
    std::string_view("practicum.changed"),     std::string_view("carryover.declined"),
    std::string_view("appeal.filed"),          std::string_view("audit.responded"),
    std::string_view("credential.surrendered")};
constexpr std::array kHoldersHolderTypes = {std::string_view("holder.updated"),
                                            std::string_view("holder.preferred")};
constexpr std::array kAdminTypes = {std::string_view("program.published"),
                                    std::string_view("holder.erased")};
constexpr std::array kDecisionTypes = {std::string_view("credential.awarded"),
                                       std::string_view("credential.renewed")};
constexpr std::array kNotForOneself = {
    std::string_view("cpe.approved"), std::string_view("cpe.disallowed"),
    std::string_view("requirement.waived"), std::string_view("fee.waived")};
constexpr std::string_view kAudit = "audit.";

bool among(std::span<const std::string_view> types, std::string_view type) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

bool lists(const std::vector<std::string>& allowed, std::string_view word) {
    return std::find(allowed.begin(), allowed.end(), word) != allowed.end();
}

bool holder_types(StreamKind kind, std::string_view type) {
    if (kind == StreamKind::credential) return among(kHoldersCredentialTypes, type);
    return kind == StreamKind::holder && among(kHoldersHolderTypes, type);
}

bool role_allows(const Principal& who, const Write& write) {
    switch (who.role) {
        case Role::holder:
            return !write.creates && holder_types(write.kind, write.type);
        case Role::staff:
            return !among(kAdminTypes, write.type);
        case Role::integration:
            return lists(who.types, write.type) && !among(kAdminTypes, write.type) &&
                   !among(kDecisionTypes, write.type) &&
                   (who.programs.empty() || write.program.empty() ||
                    lists(who.programs, write.program));
        case Role::auditor:
            return !write.creates && write.type.starts_with(kAudit);
        case Role::admin:
            return true;
    }
    return false;
}

}  // namespace

Status may_write(const Principal& who, const Write& write) {
    if (!role_allows(who, write))
        return fail(ErrorCode::forbidden,
                    "this token may not append " + std::string(write.type) + " here");
    if (among(kDecisionTypes, write.type) && !write.with_reason)
        return fail(ErrorCode::schema, "a decision appended by a person needs a reason",
                    "/data/reason");
    return {};
}

Status may_write_to(const Principal& who, std::string_view type, StreamKind kind,
                    std::string_view stream_holder) {
    RECERT_TRY(may_read(who, kind, stream_holder));
    const bool about_oneself = !stream_holder.empty() && who.subject == stream_holder;
    const bool audits = type.starts_with(kAudit) && type != "audit.responded";
    if (about_oneself && (audits || among(kNotForOneself, type)))
        return fail(ErrorCode::own_claim,
                    "nobody approves, disallows, waives or audits for themselves", "/type");
    return {};
}

Status may_read(const Principal& who, StreamKind kind, std::string_view stream_holder) {
    // A program is what everyone certifies under: its dates and rules are no secret.
    if (who.role != Role::holder || kind == StreamKind::program) return {};
    if (!stream_holder.empty() && who.subject == stream_holder) return {};
    return fail(ErrorCode::not_found, "there is no such stream");
}

bool may_list(const Principal& who, const std::string& program) {
    return who.role != Role::integration || who.programs.empty() || lists(who.programs, program);
}

Status may_read_ledger(const Principal& who) {
    if (who.role == Role::staff || who.role == Role::auditor || who.role == Role::admin) return {};
    return fail(ErrorCode::forbidden, "this token may not read the whole ledger");
}

Status may_audit(const Principal& who) {
    if (who.role == Role::auditor || who.role == Role::admin) return {};
    return fail(ErrorCode::forbidden, "this is for an auditor");
}

Status may_operate(const Principal& who) {
    if (who.role == Role::admin) return {};
    return fail(ErrorCode::forbidden, "this is for an administrator");
}

bool may_open(const Principal& who, std::string_view stream_holder) {
    if (who.role == Role::holder) return who.subject == stream_holder;
    return who.role != Role::integration;
}

}  // namespace recert::service
