#include "projections/anchor.hpp"

#include <algorithm>
#include <cassert>

namespace recert::projections {
namespace {

using events::Date;
using std::chrono::month;
using std::chrono::month_day;
using std::chrono::year;
using std::chrono::year_month_day;

Date end_of_month(year y, month m) {
    return Date{std::chrono::year_month_day_last{y, std::chrono::month_day_last{m}}};
}

Date end_of_month_on_or_after(Date date, month m) {
    const year_month_day day{date};
    const Date end = end_of_month(day.year(), m);
    return end < date ? end_of_month(day.year() + std::chrono::years{1}, m) : end;
}

// 29 February is the month's last day in years that have none.
Date day_of(year y, month_day day) {
    const Date end = end_of_month(y, day.month());
    const year_month_day wanted{y, day.month(), day.day()};
    return wanted.ok() ? Date{wanted} : end;
}

Date due_day(const std::vector<DueWindow>& windows, Date date) {
    const year_month_day day{date};
    const auto window = std::find_if(windows.begin(), windows.end(), [&](const DueWindow& w) {
        return contains(w, month_day{day.month(), day.day()});
    });
    assert(window != windows.end() && "the windows of checked rules cover the year");
    const month_day due = *parse_month_day(window->due);
    const Date this_year = day_of(day.year(), due);
    return this_year < date ? day_of(day.year() + std::chrono::years{1}, due) : this_year;
}

}  // namespace

Date anchor_day(const CycleRules& rules, Date date, std::optional<events::BirthMonth> birth_month) {
    const year_month_day day{date};
    switch (rules.anchor) {
        case Anchor::award_date:
            return date;
        case Anchor::month_end:
            return end_of_month(day.year(), day.month());
        case Anchor::birth_month_end:
            return end_of_month_on_or_after(
                date, birth_month ? month{static_cast<unsigned>(birth_month->month)} : day.month());
        case Anchor::calendar_year:
            return end_of_month(day.year(), std::chrono::December);
        case Anchor::windows:
            return due_day(*rules.windows, date);
    }
    return date;
}

std::optional<events::BirthMonth> birth_month_of(const Context& context) {
    if (!context.holder) return std::nullopt;
    std::optional<events::BirthMonth> known;
    for (const auto& fact : context.holder->all<events::HolderRegistered>())
        if (fact.data.birth_month) known = fact.data.birth_month;
    for (const auto& fact : context.holder->all<events::HolderUpdated>())
        if (fact.data.birth_month) known = fact.data.birth_month;
    return known;
}

std::optional<month_day> parse_month_day(std::string_view text) {
    const auto date = events::parse_date("2000-" + std::string{text});  // a leap year
    if (!date) return std::nullopt;
    const year_month_day day{*date};
    return month_day{day.month(), day.day()};
}

bool contains(const DueWindow& window, month_day day) {
    const month_day from = *parse_month_day(window.from);
    const month_day to = *parse_month_day(window.to);
    return from <= to ? from <= day && day <= to : from <= day || day <= to;
}

}  // namespace recert::projections
