// The reports one by one; reports() puts them together. And what several of them use.
#pragma once

#include <string>

#include "projections/reports/report.hpp"

namespace recert::projections {

Report transcript_report();
Report compliance_report();
Report expiring_report();
Report roster_report();
Report audit_sample_report();
Report annual_report();
Report finance_report();
Report team_report();
Report verification_report();
Report funnel_report();
Report events_report();

// A report that tells of each credential by itself.
template <Status (*Take)(const Subject&, Lookup&, Rows&)>
std::unique_ptr<Tabulation> each() {
    class Each final : public Tabulation {
        Status take(const Subject& subject, Lookup& lookup, Rows& rows) override {
            return Take(subject, lookup, rows);
        }
    };
    return std::make_unique<Each>();
}

// "a; b; c"
std::string joined(const std::vector<std::string>& texts);

// Empty: the credential names none.
std::string organization_name(const Context& context, events::Date as_of);

// How a credential fared in its exams, by what took effect up to a day.
struct ExamRecord {
    bool completed_steps = false;  // all that the path asks for before the exam
    std::optional<events::Date> first_on{};
    bool passed_first = false;
    std::optional<events::Date> passed_on{};
};
ExamRecord exam_record(const CredentialRecord& record, const PathState& path,
                       const PathRules& rules, events::Date as_of);

}  // namespace recert::projections
