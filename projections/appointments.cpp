#include "projections/appointments.hpp"

#include <array>
#include <utility>

#include "projections/words.hpp"

namespace recert::projections {
namespace {

using events::Date;

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kTitles = {{
    {"cycle-end", "last day of the certification period"},
    {"exam-closes", "last day for the exam"},
    {"practicum-starts", "the practicum starts"},
    {"change-free-until", "last day for a free change of practicum"},
    {"apply-from", "the renewal may be applied for"},
    {"fee-due", "a fee is due"},
    {"audit-response", "last day to answer the audit"},
}};

std::string_view title_of(std::string_view what) {
    for (const auto& [name, title] : kTitles)
        if (name == what) return title;
    return what;
}

std::string key_of(const Standing& standing, const Deadline& deadline) {
    std::string key = standing.cycle ? std::to_string(standing.cycle->cycle.number) : "path";
    key.append(".").append(deadline.what);
    return deadline.of.empty() ? key : key + "." + deadline.of;
}

std::string text_of(const Standing& standing, const Deadline& deadline, Date as_of) {
    std::string text;
    if (deadline.what != "cycle-end" && deadline.what != "exam-closes") return text;
    for (const std::string& words : missing_words(standing, as_of))
        text.append(text.empty() ? "Still missing: " : "; ").append(words);
    return text.empty() ? text : text + ".";
}

}  // namespace

std::vector<Appointment> appointments(const Standing& standing, const std::string& program_name,
                                      Date as_of) {
    std::vector<Appointment> out;
    for (const Deadline& deadline : standing.deadlines) {
        Appointment one{key_of(standing, deadline), deadline.on,
                        program_name + ": " + std::string(title_of(deadline.what)),
                        text_of(standing, deadline, as_of)};
        for (const Period& before : standing.rules->rules.reminders)
            one.reminders.push_back(deadline.on + -1 * before);
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace recert::projections
