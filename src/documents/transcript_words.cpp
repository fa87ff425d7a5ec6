#include "documents/transcript_words.hpp"

#include <cmath>

#include "documents/wording.hpp"

namespace recert::documents {

using events::Json;

const std::string& text_of(const Json& value) { return value.get_ref<const std::string&>(); }

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& each : words)
        if (!each.empty()) out += (out.empty() ? "" : " · ") + each;
    return out;
}

std::string proof_of(const Json& item) {
    constexpr std::size_t kDigits = 16;
    const std::string& recorded = text_of(item["recorded_at"]);
    return joined({"Entry " + std::to_string(item["seq"].get<std::uint64_t>()),
                   "recorded " + date_words(recorded.substr(0, recorded.find('T'))),
                   text_of(item["entry"]).substr(0, kDigits)});
}

std::string period_of(const Json& from, const Json& until) {
    return date_words(from) + " – " + date_words(until);
}

std::string categories_of(const Json& activity) {
    if (activity["category"].is_string()) return code_words(activity["category"]);
    std::string out;
    for (const Json& part : activity.value("parts", Json::array()))
        out += (out.empty() ? "" : "; ") + code_words(part["category"]) + ' ' +
               amount_words(part["credit"]);
    return out;
}

std::string files_of(const Json& activity) {
    const std::size_t files = activity["evidence"].size();
    if (files == 0) return "";
    return std::to_string(files) + (files == 1 ? " file of evidence" : " files of evidence");
}

std::string days_of(const Json& activity) {
    const Json& started = activity["started_on"];
    if (!started.is_string() || started == activity["completed_on"])
        return date_words(activity["completed_on"]);
    return period_of(started, activity["completed_on"]);
}

std::string sum_of(const Json& activities, const char* what) {
    constexpr double kHundred = 100;
    events::Credit sum;
    for (const Json& each : activities) sum += {std::llround(each[what].get<double>() * kHundred)};
    return events::format_credit(sum);
}

std::string requirement_words(const Json& requirement) {
    std::string words = code_words(text_of(requirement["id"]));
    if (requirement.contains("year"))
        words += ", " + period_of(requirement["year"]["starts_on"], requirement["year"]["ends_on"]);
    return words;
}

std::string met_words(const Json& requirement) {
    if (requirement.contains("waived")) return "waived";
    if (requirement["met"].get<bool>()) return "met";
    if (requirement.contains("remaining"))
        return amount_words(requirement["remaining"]) + " missing";
    return "not met";
}

std::string decision_words(const Json& decision) {
    std::vector<std::string> words;
    if (decision.contains("cycle"))
        words.push_back("cycle " + std::to_string(decision["cycle"].get<std::int64_t>()));
    if (decision.contains("valid_from"))
        words.push_back(period_of(decision["valid_from"], decision["valid_until"]));
    else if (decision.contains("valid_until"))
        words.push_back("until " + date_words(decision["valid_until"]));
    if (decision.contains("satisfied_on"))
        words.push_back("every requirement met on " + date_words(decision["satisfied_on"]));
    if (decision.contains("rules_version"))
        words.push_back("rules version " +
                        std::to_string(decision["rules_version"].get<std::int64_t>()));
    words.emplace_back(decision["by_service"].get<bool>() ? "by the rules" : "by a person");
    return capital(joined(words));
}

std::string type_words(std::string type) {
    if (const auto dot = type.find('.'); dot != std::string::npos) type[dot] = ' ';
    return code_words(type);
}

std::string fee_entry_words(const Json& entry) {
    std::vector<std::string> words = {type_words(entry["type"]), date_words(entry["on"])};
    if (entry.contains("money")) words.push_back(money_words(entry["money"]));
    if (entry.contains("method")) words.push_back(entry["method"]);
    if (entry.contains("reference") && entry["reference"].is_string())
        words.push_back(entry["reference"]);
    return joined(words);
}

}  // namespace recert::documents
