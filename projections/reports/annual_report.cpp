#include <algorithm>

#include "projections/reports/published_claims.hpp"

namespace recert::projections {
namespace {

using events::Date;

struct Year {
    std::int64_t applicants = 0, candidates = 0, examined = 0, passed_first = 0, passed = 0;
    std::int64_t certified = 0, due = 0, recertified = 0;
    std::int64_t lapsed = 0, suspended = 0, revoked = 0, retired = 0, active = 0;
};

int year_in(Date day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }
Date first_day(int year) { return std::chrono::year{year} / 1 / 1; }
Date last_day(int year) { return std::chrono::year{year} / std::chrono::December / 31; }

std::int64_t* entered(Year& year, CredentialStatus status) {
    switch (status) {
        case CredentialStatus::lapsed:
            return &year.lapsed;
        case CredentialStatus::suspended:
            return &year.suspended;
        case CredentialStatus::revoked:
            return &year.revoked;
        case CredentialStatus::retired:
        case CredentialStatus::emeritus:
            return &year.retired;
        case CredentialStatus::candidate:
        case CredentialStatus::active:
        case CredentialStatus::grace:
        case CredentialStatus::surrendered:
        case CredentialStatus::inactive:
        case CredentialStatus::deceased:
        case CredentialStatus::expired_candidate:
            break;
    }
    return nullptr;
}

class Annual final : public Tabulation {
  public:
    Status take(const Subject& subject, Lookup&, Rows&) override {
        as_of_ = subject.question.as_of;
        from_ = subject.question.from;
        to_ = subject.question.to;
        const Standing standing = assess(subject.record, subject.context, as_of_);
        auto& years = programs_[subject.registered().program.text];
        const Date began = subject.record.all<events::CredentialRegistered>().front().on;
        ++years[year_in(began)].applicants;
        if (standing.certified_on) ++years[year_in(*standing.certified_on)].certified;
        add_exam(subject, standing, years);
        add_cycles(standing, years);
        add_statuses(subject, began, years);
        return {};
    }

    void finish(Rows& rows) override {
        for (const auto& [program, years] : programs_)
            for (const auto& [number, year] : years)
                if (is_asked_for(number))
                    rows.push_back(row_of(
                        program, number, first_day(number), std::min(last_day(number), as_of_),
                        year.applicants, year.candidates, year.examined, year.passed_first,
                        percent(year.passed_first, year.examined), year.passed,
                        percent(year.passed, year.examined), year.certified, year.due,
                        year.recertified, percent(year.recertified, year.due), year.lapsed,
                        year.suspended, year.revoked, year.retired, year.active));
    }

    events::Json claims() const override { return claims_.json(); }

  private:
    using Years = std::map<int, Year>;

    bool is_asked_for(int year) const {
        return (!from_ || year_in(*from_) <= year) && (!to_ || year <= year_in(*to_));
    }

    void add_exam(const Subject& subject, const Standing& standing, Years& years) {
        const PathRules& rules = path_rules(subject.record, *subject.context.program).rules.path;
        const ExamRecord exam = exam_record(subject.record, standing.path, rules, as_of_);
        claims_.take(subject.registered(), exam, standing.certified_on.has_value());
        if (!exam.completed_steps || !exam.first_on) return;
        Year& year = years[year_in(*exam.first_on)];
        ++year.examined;
        if (exam.passed_first) ++year.passed_first;
        if (exam.passed_on) ++year.passed;
    }

    void add_cycles(const Standing& standing, Years& years) const {
        for (const CycleOutcome& cycle : standing.cycles) {
            if (as_of_ < cycle.cycle.ends_on) continue;
            Year& year = years[year_in(cycle.cycle.ends_on)];
            ++year.due;
            if (cycle.outcome == "renewed") ++year.recertified;
        }
    }

    void add_statuses(const Subject& subject, Date began, Years& years) const {
        const Timeline line = timeline(subject.record, subject.context);
        std::optional<CredentialStatus> before;
        for (const auto& [day, status] : line) {
            if (as_of_ < day) break;
            std::int64_t* count = status == before ? nullptr : entered(years[year_in(day)], status);
            if (count) ++*count;
            before = status;
        }
        for (int year = year_in(began); year <= year_in(as_of_); ++year) {
            const Date end = std::min(last_day(year), as_of_);
            const auto after =
                std::ranges::upper_bound(line, end, {}, &Timeline::value_type::first);
            if (after == line.begin()) continue;
            const CredentialStatus status = std::prev(after)->second;
            if (status == CredentialStatus::candidate) ++years[year].candidates;
            if (status == CredentialStatus::active) ++years[year].active;
        }
    }

    Date as_of_{};
    std::optional<Date> from_{}, to_{};
    std::map<std::string, Years> programs_;
    PublishedClaims claims_;
};

std::unique_ptr<Tabulation> begin() { return std::make_unique<Annual>(); }

}  // namespace

Report annual_report() {
    using enum CellType;
    return {
        "annual",
        "Annual figures for accreditation",
        "A row for each program and calendar year, up to the day asked about; `from` and `to` "
        "choose years. The published claims are counted over all years.",
        {{"program", text, "id of the program"},
         {"year", integer, "calendar year"},
         {"period_starts_on", date, "its first day"},
         {"period_ends_on", date, "its last day, or the day asked about"},
         {"applicants", integer, "registered in it", Total::sum},
         {"candidates", integer, "candidates on its last day"},
         {"examined", integer,
          "completed all steps before the exam, and sat it for the first time in the year",
          Total::sum},
         {"passed_first", integer, "of examined: at that attempt", Total::sum},
         {"first_attempt_percent", number, "passed_first of examined"},
         {"passed", integer, "of examined: at any attempt up to the day asked about", Total::sum},
         {"pass_percent", number, "passed of examined"},
         {"certified", integer, "awarded in it", Total::sum},
         {"due", integer, "cycles that ended in it", Total::sum},
         {"recertified", integer, "of due: the cycle was renewed", Total::sum},
         {"recertified_percent", number, "recertified of due"},
         {"lapsed", integer, "became so in it", Total::sum},
         {"suspended", integer, "became so in it", Total::sum},
         {"revoked", integer, "became so in it", Total::sum},
         {"retired", integer, "became so, or emeritus, in it", Total::sum},
         {"active", integer, "active on its last day"}},
        {"program", "organization", "from", "to"},
        Readers::those_of_all,
        &begin};
}

}  // namespace recert::projections
