#include "documents/calendar.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace recert;
using events::Json;

namespace {

Json appointment(const std::string& title, const std::string& text = "",
                 Json reminders = Json::array()) {
    return {{"uid", "c-1.1.cycle-end"},
            {"sequence", 17},
            {"stamp", "2026-05-04T09:30:00.123Z"},
            {"on", "2026-12-31"},
            {"title", title},
            {"text", text},
            {"reminders", std::move(reminders)}};
}

std::string made(const Json& one) {
    return documents::icalendar({{"name", "CPTM"}, {"appointments", Json::array({one})}},
                                "cert.example");
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find("\r\n", at);
        REQUIRE(end != text.npos);
        lines.push_back(text.substr(at, end - at));
        at = end + 2;
    }
    return lines;
}

std::string unfolded(const std::string& text) {
    std::string out;
    for (const std::string& line : lines_of(text))
        out += line.starts_with(' ') ? line.substr(1) : "\n" + line;
    return out;
}

}  // namespace

TEST_CASE("a deadline is a day of its own in a calendar", "[calendar]") {
    const std::string text = made(appointment("CPTM: last day"));
    for (const char* line :
         {"UID:c-1.1.cycle-end@cert.example", "DTSTAMP:20260504T093000Z", "SEQUENCE:17",
          "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "SUMMARY:CPTM: last day"})
        CHECK_THAT(lines_of(text), Catch::VectorContains(std::string(line)));
    CHECK(text.find("DESCRIPTION") == text.npos);
    CHECK(text == made(appointment("CPTM: last day")));
    CHECK(lines_of(text).front() == "BEGIN:VCALENDAR");
    CHECK(lines_of(text).back() == "END:VCALENDAR");
}

TEST_CASE("what has a meaning in a calendar is escaped", "[calendar]") {
    CHECK_THAT(unfolded(made(appointment("a,b;c\\d", "one\ntwo\r\x01"))),
               Catch::Contains("\nSUMMARY:a\\,b\\;c\\\\d\n") &&
                   Catch::Contains("\nDESCRIPTION:one\\ntwo\n"));
}

TEST_CASE("lines are folded at 75 octets, and no character is cut", "[calendar]") {
    for (std::size_t lead = 0; lead < 8; ++lead) {
        std::string title(lead, 'x');
        for (int i = 0; i < 60; ++i) title += "\u0119\u4E2D\U0001F600";
        const std::string text = made(appointment(title));
        CHECK_THAT(unfolded(text), Catch::Contains("\nSUMMARY:" + title + "\n"));
        for (const std::string& line : lines_of(text)) {
            CHECK(line.size() <= 75);
            const auto first = static_cast<unsigned char>(line[line.starts_with(' ') ? 1 : 0]);
            CHECK((first & 0xC0U) != 0x80);
        }
    }
    const std::string exact(75 - std::string("SUMMARY:").size(), 'y');
    CHECK_THAT(lines_of(made(appointment(exact))), Catch::VectorContains("SUMMARY:" + exact));
}

TEST_CASE("alarms ring in the morning of the days on which the rules remind", "[calendar]") {
    const std::string text = made(appointment(
        "T", "", {"2026-10-02", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-15"}));
    std::vector<std::string> triggers;
    for (const std::string& line : lines_of(text))
        if (line.starts_with("TRIGGER:")) triggers.push_back(line.substr(8));
    CHECK(triggers == std::vector<std::string>{"-P89DT15H", "-PT15H", "PT9H", "P1DT9H", "P15DT9H"});
}
