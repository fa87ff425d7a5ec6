#include "tools/auditing.hpp"

#include <algorithm>

#include "projections/decisions.hpp"
#include "projections/standing.hpp"

namespace recert::tools {
namespace {

using events::CredentialAwarded;
using events::CredentialRenewed;
using events::Date;
using events::Json;
using projections::Context;
using projections::CredentialRecord;

// One credential, judged on one day.
class Auditing {
  public:
    Auditing(const std::string& id, const CredentialRecord& record, const Context& context,
             Date as_of, Audited& out)
        : id_(id),
          record_(record),
          context_(context),
          as_of_(as_of),
          out_(out),
          claims_(projections::claims_of(record)),
          cycles_(projections::granted_by(projections::granted_cycles({record, context, claims_}),
                                          as_of)) {}

    void run() {
        if (as_of_ < record_.all<events::CredentialRegistered>().front().on) return;
        ++out_.credentials;
        out_.decisions +=
            record_.all<CredentialAwarded>().size() + record_.all<CredentialRenewed>().size();
        for (const auto& flag : projections::assess(record_, context_, as_of_).flags)
            if (flag.code == "decision-unsupported" && flag.seq) add_unsupported(flag);
        if (auto due = projections::supported_decision(record_, context_, as_of_)) add_due(*due);
    }

  private:
    void add_unsupported(const projections::Reason& flag) {
        AuditFinding finding{id_, "unsupported", "", *flag.seq, {}, 0, flag.detail};
        for (const auto& fact : record_.all<CredentialAwarded>())
            if (fact.seq == *flag.seq) explain_award(fact, finding);
        for (const auto& fact : record_.all<CredentialRenewed>())
            if (fact.seq == *flag.seq) explain_renewal(fact, finding);
        out_.findings.push_back(std::move(finding));
    }

    void explain_award(const projections::Fact<CredentialAwarded>& fact,
                       AuditFinding& finding) const {
        const auto& version = projections::path_rules(record_, *context_.program);
        const auto& rules = version.rules.path;
        const auto path = projections::path_state(record_, *context_.program, rules, as_of_);
        finding.decision = CredentialAwarded::kType;
        finding.on = fact.on;
        finding.rules_version = version.version;
        const auto missing = [&](bool is_met, const auto& rule) {
            if (rule && !is_met && rule->clause) finding.clauses.push_back(*rule->clause);
        };
        missing(path.modules_on && *path.modules_on <= fact.on, rules.modules);
        missing(path.practicum_on && *path.practicum_on <= fact.on, rules.practicum);
        missing(path.passed && path.passed->on <= fact.on, rules.exam);
    }

    void explain_renewal(const projections::Fact<CredentialRenewed>& fact,
                         AuditFinding& finding) const {
        finding.decision = CredentialRenewed::kType;
        finding.on = fact.on;
        for (const projections::Cycle& cycle : cycles_) {
            if (cycle.number != fact.data.cycle - 1) continue;
            finding.rules_version = cycle.rules->version;
            const auto judged =
                projections::judge_cycle({record_, context_, claims_}, cycles_, cycle, as_of_);
            for (const auto& result : judged.requirements)
                if (!result.complete) add_clause(*result.rule, finding);
        }
    }

    void add_due(const projections::DueDecision& due) {
        AuditFinding finding{id_, due.is_for_person ? "held" : "undecided", "", {}, due.on, 0, ""};
        const auto* awarded = std::get_if<CredentialAwarded>(&due.event);
        const events::Basis& basis =
            awarded != nullptr ? *awarded->basis : *std::get<CredentialRenewed>(due.event).basis;
        finding.decision = awarded != nullptr ? CredentialAwarded::kType : CredentialRenewed::kType;
        finding.rules_version = basis.rules_version;
        finding.detail = due.is_for_person ? "retroactive rules alone support it: staff decide it"
                                           : "the facts support it, and nobody has made it";
        if (awarded == nullptr)
            for (const projections::Requirement& rule : cycles_.back().rules->rules.requirements)
                add_clause(rule, finding);
        out_.findings.push_back(std::move(finding));
    }

    static void add_clause(const projections::Requirement& rule, AuditFinding& finding) {
        finding.clauses.push_back(rule.id + (rule.clause ? ": " + *rule.clause : ""));
    }

    const std::string& id_;
    const CredentialRecord& record_;
    const Context& context_;
    const Date as_of_;
    Audited& out_;
    const std::vector<projections::Claim> claims_;
    const projections::Cycles cycles_;
};

}  // namespace

Date settled_day(events::Instant at) {
    constexpr std::chrono::hours kWestMost{12};
    return std::chrono::floor<std::chrono::days>(at - kWestMost);
}

Audited audit(const History& history, Date as_of) {
    Audited out;
    out.as_of = as_of;
    out.unjudged = history.without_record();
    history.visit_credentials([&](const std::string& id, const CredentialRecord& record) {
        Auditing(id, record, history.context_of(record), as_of, out).run();
    });
    return out;
}

Json json_of(const AuditFinding& finding) {
    Json out = {{"credential", finding.credential},
                {"kind", finding.kind},
                {"decision", finding.decision},
                {"on", events::format_date(finding.on)},
                {"rules_version", finding.rules_version},
                {"detail", finding.detail},
                {"clauses", finding.clauses}};
    if (finding.seq) out["seq"] = finding.seq->value;
    return out;
}

}  // namespace recert::tools
