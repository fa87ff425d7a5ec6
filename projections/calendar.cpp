#include "projections/calendar.hpp"

#include <algorithm>
#include <tuple>

namespace recert::projections {
namespace {

using events::Json;

Session session_of(const events::PracticumScheduled& scheduled, const PracticumDates& dates,
                   const RulesVersion* version) {
    Session session{scheduled.practicum, dates,
                    scheduled.format,    scheduled.location,
                    scheduled.capacity,  scheduled.instructor};
    if (version == nullptr) return session;
    if (version->rules.path.exam) session.exam = window_after(dates, *version->rules.path.exam);
    session.change_free_until = change_free_until(version->rules, dates.starts_on);
    return session;
}

Json date_or_null(const std::optional<events::Date>& date) {
    return date ? Json(events::format_date(*date)) : Json();
}

}  // namespace

std::vector<Session> calendar(const Program& program, events::Date as_of) {
    const RulesVersion* version = program.rules_on(as_of);
    std::vector<Session> sessions;
    for (const auto& fact : program.record().all<events::PracticumScheduled>()) {
        const auto dates = program.practicum(fact.data.practicum, as_of);
        if (dates) sessions.push_back(session_of(fact.data, *dates, version));
    }
    std::sort(sessions.begin(), sessions.end(), [](const Session& a, const Session& b) {
        return std::tie(a.dates.starts_on, a.practicum) < std::tie(b.dates.starts_on, b.practicum);
    });
    return sessions;
}

Json session_json(const Session& session) {
    return {{"practicum", session.practicum.text},
            {"starts_on", events::format_date(session.dates.starts_on)},
            {"ends_on", events::format_date(session.dates.ends_on)},
            {"format", events::name_of(session.format)},
            {"location", session.location ? Json(*session.location) : Json()},
            {"capacity", session.capacity ? Json(*session.capacity) : Json()},
            {"instructor", session.instructor ? Json(session.instructor->text) : Json()},
            {"cancelled", session.dates.cancelled},
            {"exam",
             {{"opens_on", date_or_null(session.exam.opens_on)},
              {"closes_on", date_or_null(session.exam.closes_on)}}},
            {"change_free_until", date_or_null(session.change_free_until)}};
}

}  // namespace recert::projections
