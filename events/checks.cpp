#include "events/checks.hpp"

namespace recert::events {
namespace {

Status in_order(Date first, Date last, const Path& path, std::string_view name,
                std::string_view other) {
    if (last < first) return refuse(path.member(name), "is before " + std::string{other});
    return {};
}

// The parts stand for category and amount.
template <class E>
Status check_parts(const E& event, const Path& path) {
    if (!event.parts) return {};
    if (event.parts->empty()) return refuse(path.member("parts"), "must not be empty");
    if (event.category) return refuse(path.member("category"), "stands in the parts already");
    if (event.minutes) return refuse(path.member("minutes"), "cannot be given beside parts");
    Credit sum;
    for (const CpePart& part : *event.parts) sum += part.credit;
    if (sum > Credit{kCreditMax * 100})
        return refuse(path.member("parts"), "add up to more than 1,000,000");
    if (event.credit && *event.credit != sum)
        return refuse(path.member("credit"), "is not the sum of the parts");
    return {};
}

Status check_validity(Date from, Date until, const Path& path) {
    RECERT_TRY(in_order(from, until, path, "valid_until", "valid_from"));
    if (add_months(from, kCenturyMonths) < until)
        return refuse(path.member("valid_until"), "must be within a century of valid_from");
    return {};
}

}  // namespace

Status check_count(std::optional<std::int64_t> count, std::int64_t least, const Path& path) {
    if (count && *count < least)
        return refuse(path, "must be " + std::to_string(least) + " or more");
    return {};
}

Status check(const PracticumScheduled& event, const Path& path) {
    RECERT_TRY(check_count(event.capacity, 1, path.member("capacity")));
    return in_order(event.starts_on, event.ends_on, path, "ends_on", "starts_on");
}

Status check(const PracticumRescheduled& event, const Path& path) {
    return in_order(event.starts_on, event.ends_on, path, "ends_on", "starts_on");
}

Status check(const AuditAnnounced& event, const Path& path) {
    RECERT_TRY(check_count(event.at_seq, 0, path.member("at_seq")));
    RECERT_TRY(check_count(event.size, 1, path.member("size")));
    if (event.size && event.rate)
        return refuse(path.member("rate"), "cannot be given beside size: give exactly one");
    if (!event.size && !event.rate)
        return refuse(path.member("size"), "is missing: give exactly one of size, rate");
    if (event.rate && (*event.rate <= Credit{} || Credit{100} < *event.rate))
        return refuse(path.member("rate"), "must be above 0 and at most 1");
    return {};
}

Status check(const ModuleCompleted& event, const Path& path) {
    return check_count(event.module, 1, path.member("module"));
}

Status check(const AssessmentTaken& event, const Path& path) {
    return check_count(event.module, 1, path.member("module"));
}

Status check(const PracticumChanged& event, const Path& path) {
    if (event.from == event.to) return refuse(path.member("to"), "is the practicum changed from");
    return {};
}

Status check(const CpeLogged& event, const Path& path) {
    if (event.started_on)
        RECERT_TRY(
            in_order(*event.started_on, event.completed_on, path, "completed_on", "started_on"));
    if (event.parts) return check_parts(event, path);
    if (event.credit && event.minutes)
        return refuse(path.member("minutes"), "cannot be given beside credit: give exactly one");
    if (!event.credit && !event.minutes)
        return refuse(path.member("credit"), "is missing: give exactly one of credit, minutes");
    return {};
}

Status check(const CpeAmended& event, const Path& path) {
    if (event.started_on && event.completed_on)
        RECERT_TRY(
            in_order(*event.started_on, *event.completed_on, path, "completed_on", "started_on"));
    if (event.parts) return check_parts(event, path);
    if (event.credit && event.minutes)
        return refuse(path.member("minutes"), "cannot be given beside credit: give exactly one");
    if (!event.title && !event.provider && !event.category && !event.format && !event.started_on &&
        !event.completed_on && !event.credit && !event.minutes && !event.evidence && !event.note)
        return refuse(path, "changes nothing: give at least one field of the activity");
    return {};
}

Status check(const CredentialAwarded& event, const Path& path) {
    RECERT_TRY(check_count(event.cycle, 1, path.member("cycle")));
    return check_validity(event.valid_from, event.valid_until, path);
}

Status check(const CredentialRenewed& event, const Path& path) {
    RECERT_TRY(check_count(event.cycle, 2, path.member("cycle")));
    return check_validity(event.valid_from, event.valid_until, path);
}

Status check(const HolderUpdated& event, const Path& path) {
    if (!event.name && !event.email && !event.birth_month && !event.locale && !event.timezone)
        return refuse(path, "changes nothing: give at least one field");
    return {};
}

Status check(const HolderPreferred& event, const Path& path) {
    if (!event.publish_name && !event.reminders && !event.share_with_sponsor)
        return refuse(path, "changes nothing: give at least one preference");
    return {};
}

Status check(const OrganizationUpdated& event, const Path& path) {
    if (!event.name && !event.kind) return refuse(path, "changes nothing: give at least one field");
    return {};
}

}  // namespace recert::events
