#include "documents/reminder.hpp"

#include <algorithm>

#include "documents/escaped.hpp"
#include "projections/words.hpp"

namespace recert::documents {
namespace {

using projections::long_date;

constexpr const char* kYours =
    "Even if a mail does not arrive, the date is yours to know: it stands, with all that counts, "
    "on your page.";
constexpr const char* kWhy =
    "You get this because you are registered for these programs. To get no more reminders:";

std::string days(std::int64_t count) {
    return std::to_string(count) + (count == 1 ? " day" : " days");
}

// 30 days left; ended yesterday.
std::string left(const DueCredential& each) {
    if (each.days_left > 0) return days(each.days_left) + " left";
    if (each.days_left == 0) return "the last day";
    return "ended " + (each.days_left == -1 ? "yesterday" : days(-each.days_left) + " ago");
}

std::string noun(const DueCredential& each) {
    return each.what == "exam-closes" ? "The exam window" : "The certification period";
}

std::string when(const DueCredential& each) {
    const std::string day = long_date(each.on);
    if (each.days_left < 0) return noun(each) + " ended with " + day + " (" + each.zone + ").";
    return noun(each) + " lasts until the end of " + day + " (" + each.zone + ").";
}

std::string_view missing_heading(const DueCredential& each) {
    return each.days_left < 0 ? "Was missing, by what is known:" : "Still missing:";
}

std::string title(const DueCredential& each) { return each.program + " (" + each.number + ")"; }

std::string greeting(const ReminderLetter& letter) {
    return letter.name.empty() ? "Hello," : "Hello " + letter.name + ",";
}

std::string link(const std::string& url) {
    return "<a href=\"" + escaped(url) + "\">" + escaped(url) + "</a>";
}

std::string paragraph(std::string_view text) { return "<p>" + escaped(text) + "</p>\n"; }

std::string section(const DueCredential& each) {
    std::string out = "<h2>" + escaped(title(each)) + "</h2>\n<p><strong>" + escaped(left(each)) +
                      ".</strong> " + escaped(when(each)) + "</p>\n";
    if (each.missing.empty()) return out;
    out += paragraph(missing_heading(each)) + "<ul>\n";
    for (const std::string& words : each.missing) out += "<li>" + escaped(words) + "</li>\n";
    return out + "</ul>\n";
}

}  // namespace

std::string reminder_subject(const ReminderLetter& letter) {
    const auto first = std::ranges::min_element(
        letter.due, [](const auto& a, const auto& b) { return a.on < b.on; });
    if (letter.due.size() == 1) return first->program + ": " + left(*first);
    return std::to_string(letter.due.size()) + " credentials: " + first->program + ", " +
           left(*first);
}

std::string reminder_text(const ReminderLetter& letter) {
    std::string out = greeting(letter) + "\n\n";
    for (const DueCredential& each : letter.due) {
        out += title(each) + '\n' + left(each) + ". " + when(each) + '\n';
        if (!each.missing.empty()) out.append(missing_heading(each)).append("\n");
        for (const std::string& words : each.missing) out += "  - " + words + '\n';
        out += '\n';
    }
    if (!letter.others.empty()) out += "Also yours:\n";
    for (const OtherCredential& each : letter.others)
        out += "  - " + each.program + " (" + each.number + "): " + each.state + '\n';
    if (!letter.others.empty()) out += '\n';
    out += "See what counts, and log what you did:\n" + letter.my_url + "\n\n";
    return out + kYours + "\n\n-- \n" + kWhy + '\n' + letter.stop_url + '\n';
}

std::string reminder_html(const ReminderLetter& letter) {
    std::string out = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
                      escaped(reminder_subject(letter)) +
                      "</title></head>\n<body style=\"font-family:sans-serif;max-width:40em\">\n";
    out += paragraph(greeting(letter));
    for (const DueCredential& each : letter.due) out += section(each);
    if (!letter.others.empty()) out += "<h2>Also yours</h2>\n<ul>\n";
    for (const OtherCredential& each : letter.others)
        out += "<li>" + escaped(each.program + " (" + each.number + "): " + each.state) + "</li>\n";
    if (!letter.others.empty()) out += "</ul>\n";
    out += "<p>See what counts, and log what you did: " + link(letter.my_url) + "</p>\n";
    out += paragraph(kYours);
    return out + "<hr>\n<p>" + kWhy + ' ' + link(letter.stop_url) + "</p>\n</body></html>\n";
}

}  // namespace recert::documents
