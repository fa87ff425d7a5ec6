#include "projections/reminders.hpp"

#include <algorithm>
#include <cstdlib>

#include "projections/status.hpp"
#include "projections/words.hpp"

namespace recert::projections {
namespace {

using events::Date;

// How far a month's clamped end may lie from where a period leads back to.
constexpr std::chrono::days kMonthsSlack{3};

struct Appointment {
    Date on;
    std::string what;
    std::string word;
    const std::vector<Period>& reminders;
};

std::optional<Appointment> appointment_of(const Standing& standing, Date today) {
    using enum CredentialStatus;
    const auto& reminders = standing.rules->rules.reminders;
    if (standing.cycles.empty()) {
        const bool is_candidate =
            standing.status == candidate || standing.status == expired_candidate;
        if (!is_candidate || standing.path.passed || !standing.path.exam.closes_on)
            return std::nullopt;
        return Appointment{*standing.path.exam.closes_on, "exam-closes", "exam", reminders};
    }
    const Date end = standing.cycle->cycle.deadline;
    const bool is_over = end < today && standing.status != active;
    if (!is_over && standing.status != active) return std::nullopt;
    return Appointment{end, "cycle-end", "renewal", reminders};
}

std::string count_of(int amount, const std::string& noun) {
    return std::to_string(amount) + "-" + noun + (amount == 1 ? "" : "s");
}

std::string name_of(const std::string& word, const Period& period) {
    if (period.months == 0 && period.days == 0) return word + "-today";
    std::string span;
    if (period.months != 0) span = count_of(std::abs(period.months), "month");
    if (period.days != 0)
        span += (span.empty() ? "" : "-") + count_of(std::abs(period.days), "day");
    const bool is_after = period.months < 0 || period.days < 0;
    return is_after ? word + "-" + span + "-ago" : word + "-in-" + span;
}

}  // namespace

bool is_told(const CredentialRecord& record, const std::string& notice, Date for_date) {
    const auto& sent = record.all<events::NoticeSent>();
    return std::any_of(sent.begin(), sent.end(), [&](const auto& fact) {
        return fact.data.notice == notice && fact.data.for_date == for_date;
    });
}

std::optional<Reminder> due_reminder(const CredentialRecord& record, const Standing& standing,
                                     Date after, Date today) {
    if (imposed_status(record, today)) return std::nullopt;
    const auto appointment = appointment_of(standing, today);
    if (!appointment) return std::nullopt;
    const Period* last = nullptr;
    Date came{};
    for (const Period& period : appointment->reminders) {
        const Date day = appointment->on + -1 * period;
        if (day > today || (last != nullptr && day < came)) continue;
        last = &period;
        came = day;
    }
    if (last == nullptr || came <= after) return std::nullopt;
    std::string notice = name_of(appointment->word, *last);
    if (is_told(record, notice, appointment->on)) return std::nullopt;
    if (missing_words(standing, today).empty()) return std::nullopt;
    return Reminder{std::move(notice), appointment->what, appointment->on};
}

std::set<Date> dates_reminded_of(const Program& program, Date after, Date today) {
    std::set<Period> periods;
    for (const auto& version : program.versions())
        periods.insert(version->rules.reminders.begin(), version->rules.reminders.end());
    std::set<Date> dates;
    for (const Period& period : periods) {
        const auto slack = period.months == 0 ? std::chrono::days{0} : kMonthsSlack;
        for (Date day = after + std::chrono::days{1}; day <= today; day += std::chrono::days{1}) {
            const Date date = day + period;
            for (Date near = date - slack; near <= date + slack; near += std::chrono::days{1})
                dates.insert(near);
        }
    }
    return dates;
}

}  // namespace recert::projections
