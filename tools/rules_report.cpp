#include "tools/rules_report.hpp"

#include <algorithm>

#include "events/mapping.hpp"
#include "events/program.hpp"
#include "projections/rule_warnings.hpp"
#include "projections/rules.hpp"

namespace recert::tools {
namespace {

using events::Json;

struct Reading {
    std::vector<Error> faults;
    std::vector<projections::RuleWarning> warnings{};
};

Reading read_rules(const Json& document, std::string_view base) {
    auto reading = projections::read_rules(document, base);
    if (!reading.faults.all.empty()) return {std::move(reading.faults.all)};
    return {{}, projections::rule_warnings(reading.rules, base)};
}

Reading read_program(const Json& document) {
    events::Faults faults;
    events::ProgramPublished published;
    const events::Path path{events::Source::client, nullptr, "", std::nullopt, &faults};
    if (const auto status = events::read(document, path, published); !status)
        faults.add(status.error());
    Reading reading;
    if (document["rules"].is_object()) reading = read_rules(document["rules"], "/rules");
    reading.faults.insert(reading.faults.begin(), faults.all.begin(), faults.all.end());
    return reading;
}

}  // namespace

RulesReport report_on_rules(std::string_view text) {
    const Places places{text};
    RulesReport report;
    const auto document = events::parse(text);
    if (!document) {
        report.is_json = false;
        report.faults = 1;
        report.findings = {{places.end_of_json(), true, document.error().message, ""}};
        return report;
    }
    const bool is_program = document->is_object() && document->contains("rules");
    const Reading reading = is_program ? read_program(*document) : read_rules(*document, "");
    report.faults = reading.faults.size();
    for (const Error& fault : reading.faults)
        report.findings.push_back({places.of(fault.pointer), true, fault.message, fault.pointer});
    for (const auto& [pointer, message] : reading.warnings)
        report.findings.push_back({places.of(pointer), false, message, pointer});
    std::stable_sort(
        report.findings.begin(), report.findings.end(),
        [](const RulesFinding& a, const RulesFinding& b) { return a.position < b.position; });
    return report;
}

}  // namespace recert::tools
