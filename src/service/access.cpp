#include "service/access.hpp"

#include <algorithm>

#include "service/own.hpp"

namespace recert::service {
namespace {

using events::StreamKind;

bool lists(const std::vector<std::string>& allowed, std::string_view word) {
    return std::find(allowed.begin(), allowed.end(), word) != allowed.end();
}

Reach reach_of(const Principal& who, Right right, StreamKind kind) {
    const RightGrant& grant = right_grant(right, kind);
    const bool in_scope = grant.writes ? who.writes : who.reads;
    return in_scope ? reach(grant.reach, who.role) : Reach::none;
}

// Of a thing that the role reads only when it is its own.
bool is_own(const Principal& who, const About& about) {
    switch (who.role) {
        case Role::holder:
            // A program is what everyone certifies under: its dates and rules are no secret.
            return about.kind == StreamKind::program ||
                   (!about.holder.empty() && about.holder == who.subject);
        case Role::integration:
            return may_list(who, about.program);
        case Role::sponsor:
            return about.organization == who.subject &&
                   (about.kind == StreamKind::organization || about.is_shared);
        case Role::staff:
        case Role::auditor:
        case Role::admin:
        case Role::provider:
        case Role::instructor:
            break;
    }
    return false;
}

bool reaches(const Principal& who, Right right, const About& about) {
    const Reach far = reach_of(who, right, about.kind);
    return far == Reach::all || (far == Reach::own && is_own(who, about));
}

Status found(bool may) {
    if (may) return {};
    return fail(ErrorCode::not_found, "there is no such stream");
}

tl::unexpected<Error> may_not(std::string_view type) {
    return fail(ErrorCode::forbidden, "this token may not append " + std::string(type) + " here");
}

// Whether a role that appends to its own alone may append to this. What belongs to no program is
// everybody's whose token lists the type.
Status check_own(const Principal& who, std::string_view type, const About& about) {
    if (who.role == Role::holder) return found(is_own(who, about));
    return about.program.empty() || may_list(who, about.program) ? Status() : may_not(type);
}

}  // namespace

Status may_use(const Principal& who, Right right, StreamKind kind) {
    if (right == Right::anybody || reach_of(who, right, kind) != Reach::none) return {};
    return fail(ErrorCode::forbidden,
                "this token may not " + std::string(right_grant(right, kind).what));
}

Status may_write(const Principal& who, std::string_view type, bool with_reason) {
    const TypeGrant* grant = type_grant(type);
    const Reach far = grant && who.writes ? reach(grant->appends, who.role) : Reach::none;
    const bool is_listed = who.role != Role::integration || lists(who.types, type);
    if (far == Reach::none || !is_listed) return may_not(type);
    if (grant->needs_reason && !with_reason)
        return fail(ErrorCode::schema, "a decision appended by a person needs a reason",
                    "/data/reason");
    return {};
}

Status may_write_to(const Principal& who, std::string_view type, const About& about) {
    const TypeGrant* grant = type_grant(type);
    if (grant == nullptr) return may_not(type);
    if (reach(grant->appends, who.role) != Reach::all) RECERT_TRY(check_own(who, type, about));
    if (grant->decides && !about.holder.empty() && about.holder == who.subject)
        return fail(ErrorCode::own_claim,
                    "nobody decides on their own claims: " + std::string(type), "/type");
    return {};
}

Status may_read(const Principal& who, const About& about) {
    return found(reaches(who, Right::read, about));
}

Status may_read_history(const Principal& who, const About& about) {
    return found(reaches(who, Right::history, about));
}

Status may_read_event(const Principal& who, const About& about, std::string_view actor) {
    const bool is_its_word = names_its_own(who.role) && who.actor().text == actor &&
                             reach_of(who, Right::event, about.kind) == Reach::own;
    return found(is_its_word || reaches(who, Right::event, about));
}

Status may_use_of(const Principal& who, Right right, const std::string& holder) {
    RECERT_TRY(may_use(who, right));
    return found(reaches(who, right, {.kind = StreamKind::holder, .holder = holder}));
}

bool may_list(const Principal& who, std::string_view program) {
    return who.programs.empty() || lists(who.programs, program);
}

bool may_list_any(const Principal& who, StreamKind kind) {
    const bool of_programs = kind == StreamKind::program || kind == StreamKind::credential;
    return of_programs || who.programs.empty();
}

bool may_open(const Principal& who, std::string_view stream_holder) {
    const About subject{.kind = StreamKind::holder, .holder = std::string(stream_holder)};
    return reaches(who, Right::open, subject);
}

}  // namespace recert::service
