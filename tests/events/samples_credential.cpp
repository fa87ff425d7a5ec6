#include "samples.hpp"

namespace recert::events::samples {
namespace {

constexpr auto kCredential = StreamKind::credential;

std::vector<Sample> of_the_path() {
    return {
        {kCredential,
         "credential.registered",
         R"({"program": "cptm", "holder": "ada", "practicum": "2026-11-raleigh",
             "organization": "acme", "order": "PO 4711", "discount": "group",
             "employer_supported": true})",
         {"program", "holder"}},
        {kCredential, "access.granted", R"({"email_sent_to": "ada@example.org"})", {}},
        {kCredential, "module.completed", R"({"module": 10, "minutes_spent": 95})", {"module"}},
        {kCredential,
         "assessment.taken",
         R"({"module": 1, "score": 87.5, "passed": true})",
         {"module", "score", "passed"}},
        {kCredential, "practice_exam.taken", R"({"score": 71.25})", {}},
        {kCredential, "practicum.selected", R"({"practicum": "2026-11-raleigh"})", {"practicum"}},
        {kCredential,
         "practicum.changed",
         R"({"from": "2026-11-raleigh", "to": "2027-03-online", "reason": "travel"})",
         {"from", "to"}},
        {kCredential,
         "practicum.attended",
         R"({"practicum": "2027-03-online", "minutes": 0, "complete": false})",
         {"practicum", "complete"}},
        {kCredential,
         "practicum.missed",
         R"({"practicum": "2027-03-online", "reason": "ill"})",
         {"practicum"}},
        {kCredential, "exam.passed", R"({"score": 80, "attempt": 2})", {}},
        {kCredential, "exam.failed", R"({"score": 0, "attempt": 1})", {}},
        {kCredential,
         "exam.extended",
         R"({"until": "2027-12-31", "reason": "parental leave"})",
         {"until", "reason"}},
        {kCredential,
         "credential.awarded",
         R"({"number": "CPTM-000042", "valid_from": "2024-02-29", "valid_until": "2026-02-27",
             "cycle": 1, "basis": {"rules_version": 1, "engine": 1,
             "requirements": ["modules", "exam"], "counted": [3, 4, 5]}, "reason": "by hand"})",
         {"valid_from", "valid_until", "cycle"}},
    };
}

std::vector<Sample> of_the_education() {
    return {
        {kCredential,
         "cpe.planned",
         R"({"activity": "a1", "title": "A conference", "planned_for": "2026-09-01",
             "category": "education", "credit": 6})",
         {"activity", "title", "planned_for"}},
        {kCredential,
         "cpe.logged",
         R"({"activity": "a1", "title": "Zürich 😀 \u0001", "provider": "atd",
             "category": "education.power-skills", "format": "online",
             "started_on": "2026-05-01", "completed_on": "2026-05-04", "credit": 1.25,
             "evidence":
                 ["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],
             "note": "slides attached"})",
         {"activity", "title", "completed_on", "credit"}},
        {kCredential,
         "cpe.logged",
         R"({"activity": "a2", "title": "A talk", "completed_on": "2026-05-04", "minutes": 50})",
         {"activity", "title", "completed_on", "minutes"}},
        {kCredential,
         "cpe.logged",
         R"({"activity": "a3", "title": "A course", "completed_on": "2026-05-04", "credit": 3.75,
             "parts": [{"category": "education", "credit": 2.5},
                       {"category": "ethics", "credit": 1.25}]})",
         {"activity", "title", "completed_on"}},
        {kCredential,
         "cpe.amended",
         R"({"activity": "a1", "title": "Zürich", "provider": "atd", "category": "education",
             "format": "online", "started_on": "2026-05-02", "completed_on": "2026-05-02",
             "credit": 0.01, "evidence": [], "note": "shorter", "reason": "a slip"})",
         {"activity", "reason"}},
        {kCredential,
         "cpe.amended",
         R"({"activity": "a2", "minutes": 45, "reason": "a slip"})",
         {"activity", "minutes", "reason"}},
        {kCredential,
         "cpe.amended",
         R"({"activity": "a3", "parts": [{"category": "ethics", "credit": 3}], "reason": "all"})",
         {"activity", "parts", "reason"}},
        {kCredential, "cpe.withdrawn", R"({"activity": "a1", "reason": "not mine"})", {"activity"}},
        {kCredential, "cpe.approved", R"({"activity": "a1", "credit": 1})", {"activity"}},
        {kCredential,
         "cpe.disallowed",
         R"({"activity": "a1", "reason": "a sales talk", "clause": "4.2"})",
         {"activity", "reason"}},
        {kCredential,
         "attestation.signed",
         R"({"attestation": "code-of-ethics", "text_sha256":
                 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "cycle": 1})",
         {"attestation", "text_sha256"}},
        {kCredential, "carryover.declined", R"({"cycle": 1})", {"cycle"}},
        {kCredential,
         "credential.renewed",
         R"({"cycle": 2, "valid_from": "2026-05-08", "valid_until": "2028-05-07",
             "satisfied_on": "2026-03-01", "basis": {"rules_version": 2, "engine": 1,
             "requirements": [], "counted": []}, "reason": "by hand"})",
         {"cycle", "valid_from", "valid_until"}},
    };
}

std::vector<Sample> of_the_fees() {
    return {
        {kCredential,
         "fee.assessed",
         R"({"fee": "f1", "kind": "class-change", "money": {"amount": 25000, "currency": "USD"},
             "due_on": "2026-06-30", "discount": "none", "cycle": 1})",
         {"fee", "kind"}},
        {kCredential,
         "fee.paid",
         R"({"fee": "f1", "kind": "renewal", "money": {"amount": 9007199254740991,
             "currency": "JPY"}, "method": "card", "reference": "4711", "cycle": 1})",
         {"kind", "money"}},
        {kCredential,
         "fee.refunded",
         R"({"fee": "f1", "kind": "late", "money": {"amount": 0, "currency": "EUR"},
             "reason": "goodwill", "cycle": 1})",
         {"kind", "money", "reason"}},
        {kCredential,
         "fee.waived",
         R"({"fee": "f1", "kind": "annual", "reason": "volunteer", "cycle": 1})",
         {"kind", "reason"}},
    };
}

std::vector<Sample> of_the_status() {
    return {
        {kCredential,
         "extension.granted",
         R"({"until": "2026-12-31", "reason": "ill"})",
         {"until", "reason"}},
        {kCredential,
         "requirement.waived",
         R"({"requirement": "total", "cycle": 2, "reason": "ill"})",
         {"requirement", "cycle", "reason"}},
        {kCredential, "credential.suspended", R"({"reason": "a complaint"})", {"reason"}},
        {kCredential,
         "credential.reinstated",
         R"({"reason": "cleared", "valid_until": "2028-05-07"})",
         {"reason"}},
        {kCredential, "credential.revoked", R"({"reason": "fraud"})", {"reason"}},
        {kCredential, "credential.surrendered", R"({"reason": "a new career"})", {}},
        {kCredential, "credential.ended", R"({"kind": "deceased"})", {"kind"}},
        {kCredential, "credential.retired", R"({"kind": "emeritus"})", {"kind"}},
        {kCredential, "credential.resumed", R"({})", {}},
        {kCredential,
         "audit.selected",
         R"({"audit": "2026-spring", "cycle": 1, "respond_by": "2026-06-30"})",
         {"audit", "cycle", "respond_by"}},
        {kCredential,
         "audit.responded",
         R"({"audit": "2026-spring", "evidence":
                 ["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]})",
         {"audit", "evidence"}},
        {kCredential,
         "audit.closed",
         R"({"audit": "2026-spring", "result": "deficient",
             "findings": ["no certificate", "wrong date"]})",
         {"audit", "result", "findings"}},
        {kCredential,
         "appeal.filed",
         R"({"subject": "audit:2026-spring", "outcome": "pending", "reason": "was ill"})",
         {"subject", "reason"}},
        {kCredential,
         "appeal.decided",
         R"({"subject": "audit:2026-spring", "outcome": "upheld", "reason": "was ill"})",
         {"subject", "reason"}},
        {kCredential,
         "notice.sent",
         R"({"notice": "renewal-due", "channel": "email", "for_date": "2026-05-07"})",
         {"notice", "channel", "for_date"}},
        {kCredential,
         "entry.voided",
         R"({"seq": 10, "reason": "entered twice"})",
         {"seq", "reason"}},
    };
}

}  // namespace

std::vector<Sample> of_credentials() {
    std::vector<Sample> out;
    for (const auto& part : {of_the_path(), of_the_education(), of_the_fees(), of_the_status()})
        out.insert(out.end(), part.begin(), part.end());
    return out;
}

}  // namespace recert::events::samples
