#include "documents/calendar.hpp"

#include <algorithm>

#include "events/values.hpp"

namespace recert::documents {
namespace {

using events::Date;
using events::Json;

constexpr std::size_t kLineOctetsMax = 75;

const std::string& text(const Json& value) { return value.get_ref<const std::string&>(); }

Date date(const Json& value) { return events::parse_date(text(value)).value_or(Date{}); }

std::string escaped(std::string_view value) {
    std::string out;
    for (const char c : value) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
    }
    return out;
}

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

// Folded so that no line is longer than may be, and no character is cut.
void add_line(std::string& out, std::string_view line) {
    std::size_t room = kLineOctetsMax;
    while (line.size() > room) {
        std::size_t end = room;
        while (end > 1 && is_inside_character(line[end])) --end;
        out.append(line.substr(0, end)).append("\r\n ");
        line.remove_prefix(end);
        room = kLineOctetsMax - 1;  // the space counts
    }
    out.append(line).append("\r\n");
}

void add(std::string& out, std::string_view name, std::string_view value) {
    add_line(out, std::string(name).append(":").append(value));
}

// 2026-05-07 -> 20260507, 2026-05-07T10:00:00.000Z -> 20260507T100000Z
std::string basic(std::string_view iso) {
    std::string out(iso.substr(0, iso.find('.')));
    std::erase_if(out, [](char c) { return c == '-' || c == ':'; });
    return out.find('T') == out.npos ? out : out + "Z";
}

// From the first moment of the day to nine in the morning of another.
std::string trigger(Date day, Date reminder) {
    const auto days_before = (day - reminder).count();
    if (days_before == 0) return "PT9H";
    if (days_before < 0) return "P" + std::to_string(-days_before) + "DT9H";
    const auto whole = days_before - 1;
    return "-P" + (whole > 0 ? std::to_string(whole) + "D" : "") + "T15H";
}

void add_alarm(std::string& out, const Json& appointment, const Json& reminder) {
    add(out, "BEGIN", "VALARM");
    add(out, "ACTION", "DISPLAY");
    add(out, "DESCRIPTION", escaped(text(appointment["title"])));
    add(out, "TRIGGER", trigger(date(appointment["on"]), date(reminder)));
    add(out, "END", "VALARM");
}

void add_appointment(std::string& out, const Json& appointment, std::string_view domain) {
    const Date day = date(appointment["on"]);
    add(out, "BEGIN", "VEVENT");
    add(out, "UID", escaped(std::string(text(appointment["uid"])).append("@").append(domain)));
    add(out, "DTSTAMP", basic(text(appointment["stamp"])));
    add(out, "SEQUENCE", std::to_string(appointment["sequence"].get<std::uint64_t>()));
    add(out, "DTSTART;VALUE=DATE", basic(events::format_date(day)));
    add(out, "DTEND;VALUE=DATE", basic(events::format_date(day + std::chrono::days{1})));
    add(out, "SUMMARY", escaped(text(appointment["title"])));
    if (!text(appointment["text"]).empty())
        add(out, "DESCRIPTION", escaped(text(appointment["text"])));
    add(out, "TRANSP", "TRANSPARENT");
    for (const Json& reminder : appointment["reminders"]) add_alarm(out, appointment, reminder);
    add(out, "END", "VEVENT");
}

}  // namespace

std::string icalendar(const Json& calendar, std::string_view domain) {
    std::string out;
    add(out, "BEGIN", "VCALENDAR");
    add(out, "VERSION", "2.0");
    add(out, "PRODID", "-//recert//deadlines//EN");
    add(out, "CALSCALE", "GREGORIAN");
    add(out, "METHOD", "PUBLISH");
    add(out, "X-WR-CALNAME", escaped(text(calendar["name"])));
    add(out, "REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    add(out, "X-PUBLISHED-TTL", "P1D");
    for (const Json& appointment : calendar["appointments"])
        add_appointment(out, appointment, domain);
    add(out, "END", "VCALENDAR");
    return out;
}

}  // namespace recert::documents
