#include "documents/reminder.hpp"

#include <catch2/catch.hpp>

using namespace recert;
using namespace recert::documents;
using Catch::Contains;

namespace {

ReminderLetter letter(std::int64_t days_left = 30) {
    return {.name = "Ada <b>",
            .due = {{.program = "Training Management",
                     .number = "CPTM-1",
                     .what = "cycle-end",
                     .on = events::parse_date("2026-05-07").value(),
                     .zone = "America/New_York",
                     .days_left = days_left,
                     .missing = {"5.5 more hours by 7 May 2026", "the renewal fee"}}},
            .others = {{"Project <i>", "PMP-1", "active until 3 March 2028"}},
            .my_url = "https://ledger.example.org/my",
            .stop_url = "https://ledger.example.org/reminders/stop/abc"};
}

}  // namespace

TEST_CASE("a reminder tells days, date, zone, what is missing and where to go", "[reminder]") {
    for (const std::string& text : {reminder_text(letter()), reminder_html(letter())}) {
        for (const char* words :
             {"30 days left", "until the end of 7 May 2026 (America/New_York)", "CPTM-1",
              "5.5 more hours by 7 May 2026", "the renewal fee", "active until 3 March 2028",
              "https://ledger.example.org/my", "https://ledger.example.org/reminders/stop/abc",
              "Even if a mail does not arrive, the date is yours to know"})
            CHECK_THAT(text, Contains(words));
        CHECK_THAT(text, !Contains("<img"));
    }
    CHECK(reminder_subject(letter()) == "Training Management: 30 days left");
}

TEST_CASE("a reminder after the end says so", "[reminder]") {
    CHECK(reminder_subject(letter(1)) == "Training Management: 1 day left");
    CHECK(reminder_subject(letter(0)) == "Training Management: the last day");
    CHECK(reminder_subject(letter(-1)) == "Training Management: ended yesterday");
    CHECK(reminder_subject(letter(-3)) == "Training Management: ended 3 days ago");
    CHECK_THAT(reminder_text(letter(-1)), Contains("ended with 7 May 2026 (America/New_York)"));
    CHECK_THAT(reminder_text(letter(-1)), !Contains("Still missing"));
}

TEST_CASE("a digest begins with what comes first", "[reminder]") {
    ReminderLetter both = letter();
    both.due.push_back(both.due.front());
    both.due.back().program = "Performance Technology";
    both.due.back().on -= std::chrono::days{23};
    both.due.back().days_left = 7;
    CHECK(reminder_subject(both) == "2 credentials: Performance Technology, 7 days left");
}

TEST_CASE("what people are called is no markup", "[reminder]") {
    const std::string html = reminder_html(letter());
    CHECK_THAT(html, Contains("Hello Ada &lt;b>"));
    CHECK_THAT(html, Contains("Project &lt;i>"));
    CHECK_THAT(html, !Contains("<b>"));
}
