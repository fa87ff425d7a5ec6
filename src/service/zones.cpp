#include "service/zones.hpp"

#include <date/tz.h>

#include <stdexcept>

namespace recert::service {
namespace {

const date::time_zone* find(std::string_view zone) {
    try {
        return date::locate_zone(std::string(zone));
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

}  // namespace

bool is_zone(std::string_view zone) { return find(zone) != nullptr; }

Result<events::Date> local_date(events::Instant at, std::string_view zone) {
    if (zone == kUtc) return std::chrono::floor<std::chrono::days>(at);
    const date::time_zone* const found = find(zone);
    if (found == nullptr) return fail(ErrorCode::schema, "no such time zone: " + std::string(zone));
    const auto local = found->to_local(at).time_since_epoch();
    return events::Date(std::chrono::floor<std::chrono::days>(local));
}

Result<events::Date> local_date(const events::OccurredAt& at, std::string_view zone) {
    if (const auto* day = std::get_if<events::Date>(&at.when)) return *day;
    return local_date(std::get<events::Instant>(at.when), zone);
}

Result<events::Instant> start_of_day(events::Date day, std::string_view zone) {
    if (zone == kUtc) return events::Instant(day);
    const date::time_zone* const found = find(zone);
    if (found == nullptr) return fail(ErrorCode::schema, "no such time zone: " + std::string(zone));
    // Where a clock is put forward at midnight, the day begins later; back, at the first midnight.
    return events::Instant(
        found->to_sys(date::local_days(day.time_since_epoch()), date::choose::earliest));
}

}  // namespace recert::service
