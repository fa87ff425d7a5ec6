#include <charconv>

#include "events/values.hpp"

namespace recert::events {
namespace {

namespace chr = std::chrono;

// Digits [at, at + count) of `text`, or nullopt. Never a sign, never a space.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    for (char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

void append_padded(std::string& out, int value, int width) {
    char buffer[8];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    for (auto n = end - buffer; n < width; ++n) out += '0';
    out.append(buffer, end);
}

struct ClockTime {
    chr::milliseconds since_midnight;
    std::size_t length;  // characters read
};

// HH:MM:SS with an optional fraction. A leap second counts as the second before it.
std::optional<ClockTime> read_time(std::string_view text) {
    const auto hour = digits(text, 0, 2), minute = digits(text, 3, 2), second = digits(text, 6, 2);
    if (!hour || !minute || !second || text[2] != ':' || text[5] != ':') return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    std::size_t at = 8;
    int millis = 0;
    if (at < text.size() && text[at] == '.') {
        int places = 0;
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++places)
            if (places < 3) millis = millis * 10 + (text[at] - '0');
        if (places == 0 || places > 9) return std::nullopt;
        for (; places < 3; ++places) millis *= 10;
    }
    return ClockTime{chr::hours{*hour} + chr::minutes{*minute} +
                         chr::seconds{std::min(*second, 59)} + chr::milliseconds{millis},
                     at};
}

std::optional<chr::minutes> read_offset(std::string_view text) {
    if (text == "Z" || text == "z") return chr::minutes{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    const auto hour = digits(text, 1, 2), minute = digits(text, 4, 2);
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    const auto offset = chr::hours{*hour} + chr::minutes{*minute};
    return text[0] == '-' ? -offset : offset;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (!year || !month || !day) return std::nullopt;
    const chr::year_month_day date{chr::year{*year}, chr::month{static_cast<unsigned>(*month)},
                                   chr::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return Date{date};
}

std::string format_date(Date date) {
    const chr::year_month_day ymd{date};
    std::string out;
    append_padded(out, static_cast<int>(ymd.year()), 4);
    out += '-';
    append_padded(out, static_cast<int>(static_cast<unsigned>(ymd.month())), 2);
    out += '-';
    append_padded(out, static_cast<int>(static_cast<unsigned>(ymd.day())), 2);
    return out;
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
    const auto date = parse_date(text.substr(0, 10));
    const auto time = read_time(text.substr(11));
    if (!date || !time) return std::nullopt;
    const auto offset = read_offset(text.substr(11 + time->length));
    if (!offset) return std::nullopt;
    const Instant instant = *date + time->since_midnight - *offset;
    // No zone is a day from UTC: within these bounds every local date has a year of four digits.
    constexpr Date kFirst{chr::year{0} / 1 / 2}, kLast{chr::year{9999} / 12 / 30};
    if (instant < kFirst || instant >= kLast + chr::days{1}) return std::nullopt;
    return instant;
}

std::string format_instant(Instant instant) {
    const auto day = chr::floor<chr::days>(instant);
    const chr::hh_mm_ss time{instant - day};
    std::string out = format_date(day);
    out += 'T';
    append_padded(out, static_cast<int>(time.hours().count()), 2);
    out += ':';
    append_padded(out, static_cast<int>(time.minutes().count()), 2);
    out += ':';
    append_padded(out, static_cast<int>(time.seconds().count()), 2);
    out += '.';
    append_padded(out, static_cast<int>(time.subseconds().count()), 3);
    out += 'Z';
    return out;
}

Date add_months(Date date, int months) {
    const chr::year_month_day ymd{date};
    const auto month = chr::year_month{ymd.year(), ymd.month()} + chr::months{months};
    const chr::year_month_day same_day{month.year(), month.month(), ymd.day()};
    if (same_day.ok()) return Date{same_day};
    return Date{chr::year_month_day_last{month.year(), chr::month_day_last{month.month()}}};
}

std::optional<OccurredAt> parse_occurred_at(std::string_view text) {
    if (const auto date = parse_date(text)) return OccurredAt{*date, std::string{text}};
    if (const auto instant = parse_instant(text)) return OccurredAt{*instant, std::string{text}};
    return std::nullopt;
}

}  // namespace recert::events
