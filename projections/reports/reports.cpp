#include <algorithm>

#include "projections/reports/report_tables.hpp"

namespace recert::projections {
namespace {

using events::Date;
using events::Json;

struct Sat {
    Date on;
    Seq seq;
    bool passed;
    auto operator<=>(const Sat&) const = default;
};

}  // namespace

const std::vector<Report>& reports() {
    static const std::vector<Report> all = [] {
        std::vector<Report> out;
        for (auto make : {transcript_report, compliance_report, expiring_report, roster_report,
                          audit_sample_report, annual_report, finance_report, team_report,
                          verification_report, funnel_report, events_report})
            out.push_back(make());
        return out;
    }();
    return all;
}

const Report* report_named(std::string_view name) {
    const auto found = std::ranges::find(reports(), name, &Report::name);
    return found == reports().end() ? nullptr : &*found;
}

Json report_json(const Report& report) {
    Json columns = Json::array();
    for (const Column& column : report.columns)
        columns.push_back({{"name", column.name},
                           {"type", events::name_of(column.type)},
                           {"meaning", column.meaning}});
    return {{"name", report.name},
            {"title", report.title},
            {"description", report.description},
            {"filters", report.filters},
            {"columns", std::move(columns)}};
}

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out.append(out.empty() ? "" : "; ").append(text);
    return out;
}

std::string organization_name(const Context& context, Date as_of) {
    if (!context.organization) return {};
    std::string name;
    for (const auto& fact : context.organization->all<events::OrganizationRegistered>())
        name = fact.data.name;
    for (const auto& fact : context.organization->all<events::OrganizationUpdated>())
        if (fact.on <= as_of && fact.data.name) name = *fact.data.name;
    return name;
}

ExamRecord exam_record(const CredentialRecord& record, const PathState& path,
                       const PathRules& rules, Date as_of) {
    std::vector<Sat> all;
    for (const auto& fact : record.all<events::ExamPassed>())
        if (fact.on <= as_of) all.push_back({fact.on, fact.seq, true});
    for (const auto& fact : record.all<events::ExamFailed>())
        if (fact.on <= as_of) all.push_back({fact.on, fact.seq, false});
    std::ranges::sort(all);
    ExamRecord out;
    out.completed_steps =
        (!rules.modules || path.modules_on) && (!rules.practicum || path.practicum_on);
    if (all.empty()) return out;
    out.first_on = all.front().on;
    out.passed_first = all.front().passed;
    const auto pass = std::ranges::find(all, true, &Sat::passed);
    if (pass != all.end()) out.passed_on = pass->on;
    return out;
}

}  // namespace recert::projections
