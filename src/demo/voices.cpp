#include "demo/voices.hpp"

namespace recert::demo {

using service::Role;

Principal staff(std::string name) { return {Role::staff, std::move(name)}; }
Principal auditor() { return {Role::auditor, "otto"}; }
Principal by_holder(const std::string& id) { return {Role::holder, id}; }

const Principal& shop() {
    static const Principal principal{
        Role::integration,
        "shop",
        {"holder.registered", "credential.registered", "fee.paid", "holder.preferred"}};
    return principal;
}

const Principal& campus() {
    static const Principal principal{Role::integration,
                                     "campus",
                                     {"access.granted", "module.completed", "assessment.taken",
                                      "practice_exam.taken", "exam.passed", "exam.failed"}};
    return principal;
}

const Principal& academy() {
    static const Principal principal{Role::integration, "academy", {"cpe.logged"}};
    return principal;
}

const Principal& mailroom() {
    static const Principal principal{Role::integration, "mailroom", {"notice.sent"}};
    return principal;
}

Draft draft(std::string type, Json data, std::optional<std::string> occurred_at) {
    return {std::move(type), std::move(occurred_at), std::move(data), ""};
}

std::string on_day(events::Date day) { return events::format_date(day); }

Json usd(std::int64_t cents) { return {{"amount", cents}, {"currency", "USD"}}; }

std::optional<Said> said(const service::Appended& appended, std::string_view type) {
    // Cheaper than to parse all: an entry is canonical JSON.
    const std::string mark = "\"type\":\"" + std::string(type) + '"';
    for (std::size_t n = appended.entries.size(); n-- > 0;) {
        if (appended.entries[n].find(mark) == std::string::npos) continue;
        const auto envelope = events::parse(appended.entries[n]);
        if (envelope && envelope->value("type", "") == type)
            return Said{{appended.first.value + n}, envelope->at("data")};
    }
    return std::nullopt;
}

}  // namespace recert::demo
