#include "projections/reports/published_claims.hpp"

namespace recert::projections {
namespace {

using events::Date;

// How many took so many days; of each there are no more than days in all the years.
class Days {
  public:
    void add(std::int64_t days) { ++counts_[days], ++count_; }
    // The lower of the two in the middle.
    std::optional<std::int64_t> median() const {
        std::int64_t before = 0;
        for (const auto& [days, count] : counts_) {
            before += count;
            if (2 * before >= count_) return days;
        }
        return std::nullopt;
    }

  private:
    std::map<std::int64_t, std::int64_t> counts_;
    std::int64_t count_ = 0;
};

struct Cohort {
    std::int64_t registered = 0;
    std::int64_t modules = 0;
    std::int64_t practicum = 0;
    std::int64_t both_steps = 0;
    std::int64_t examined = 0;  // of those with both steps
    std::int64_t passed_first = 0;
    std::int64_t passed = 0;
    std::int64_t certified = 0;
    std::int64_t stated = 0;
    std::int64_t supported = 0;
    Days to_modules{}, to_practicum{}, to_exam{}, to_award{};
};

Date month_of(Date day) {
    const std::chrono::year_month_day ymd{day};
    return ymd.year() / ymd.month() / 1;
}

class Funnel final : public Tabulation {
  public:
    Status take(const Subject& subject, Lookup&, Rows&) override {
        const Date began = subject.record.all<events::CredentialRegistered>().front().on;
        if (!subject.question.covers(began)) return {};
        const auto& registered = subject.registered();
        const PathRules& rules = path_rules(subject.record, *subject.context.program).rules.path;
        const Date as_of = subject.question.as_of;
        const PathState path = path_state(subject.record, *subject.context.program, rules, as_of);
        const ExamRecord exam = exam_record(subject.record, path, rules, as_of);
        const auto certified_on = award_of(subject.record, as_of);
        Cohort& cohort = cohorts_[{registered.program.text, month_of(began)}];
        ++cohort.registered;
        const auto reach = [&](const std::optional<Date>& on, std::int64_t& count, Days& days) {
            if (!on) return;
            ++count;
            days.add((*on - began).count());
        };
        reach(path.modules_on, cohort.modules, cohort.to_modules);
        reach(path.practicum_on, cohort.practicum, cohort.to_practicum);
        reach(certified_on, cohort.certified, cohort.to_award);
        if (exam.completed_steps) {
            ++cohort.both_steps;
            reach(exam.first_on, cohort.examined, cohort.to_exam);
            if (exam.passed_first) ++cohort.passed_first;
            if (exam.passed_on) ++cohort.passed;
        }
        if (registered.employer_supported) {
            ++cohort.stated;
            if (*registered.employer_supported) ++cohort.supported;
        }
        claims_.take(registered, exam, certified_on.has_value());
        return {};
    }

    void finish(Rows& rows) override {
        for (const auto& [key, cohort] : cohorts_)
            rows.push_back(row_of(
                key.first, key.second, cohort.registered, cohort.modules, cohort.practicum,
                cohort.both_steps, cohort.examined, cohort.passed_first, cohort.passed,
                cohort.certified, percent(cohort.passed_first, cohort.examined),
                percent(cohort.passed, cohort.examined), cohort.to_modules.median(),
                cohort.to_practicum.median(), cohort.to_exam.median(), cohort.to_award.median(),
                cohort.stated, cohort.supported, percent(cohort.supported, cohort.stated)));
    }

    events::Json claims() const override { return claims_.json(); }

  private:
    static std::optional<Date> award_of(const CredentialRecord& record, Date as_of) {
        std::optional<Date> on;
        for (const auto& fact : record.all<events::CredentialAwarded>())
            if (fact.on <= as_of) on = fact.on;
        return on;
    }

    std::map<std::pair<std::string, Date>, Cohort> cohorts_;  // by program and month
    PublishedClaims claims_;
};

std::unique_ptr<Tabulation> begin() { return std::make_unique<Funnel>(); }

}  // namespace

Report funnel_report() {
    using enum CellType;
    return {"funnel",
            "Funnel of cohorts",
            "How far those came who registered in one month. `from` and `to` are of the day of "
            "registration. Both steps: all that the path asks for before the exam.",
            {{"program", text, "id of the program"},
             {"cohort", date, "first day of the month of registration"},
             {"registered", integer, "credentials", Total::sum},
             {"modules_done", integer, "of them: all modules", Total::sum},
             {"practicum_attended", integer, "to completion", Total::sum},
             {"both_steps", integer, "modules and practicum", Total::sum},
             {"examined", integer, "both steps, and sat the exam", Total::sum},
             {"passed_first", integer, "of examined: at the first attempt", Total::sum},
             {"passed", integer, "of examined: at any attempt", Total::sum},
             {"certified", integer, "awarded", Total::sum},
             {"first_attempt_percent", number, "passed_first of examined"},
             {"pass_percent", number, "passed of examined"},
             {"median_days_to_modules", integer, "from registration to the last module"},
             {"median_days_to_practicum", integer, "to the practicum's end"},
             {"median_days_to_exam", integer, "to the first attempt"},
             {"median_days_to_award", integer, "to the award"},
             {"employer_stated", integer, "whose registration says who supports it", Total::sum},
             {"employer_supported", integer, "of them: the employer does", Total::sum},
             {"employer_percent", number, "employer_supported of employer_stated"}},
            {"program", "organization", "from", "to"},
            Readers::those_of_all,
            &begin};
}

}  // namespace recert::projections
