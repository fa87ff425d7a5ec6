#include "samples.hpp"

#include <algorithm>
#include <stdexcept>

namespace recert::events::samples {
namespace {

constexpr auto kProgram = StreamKind::program;
constexpr auto kOrganization = StreamKind::organization;
constexpr auto kHolder = StreamKind::holder;
constexpr auto kCredential = StreamKind::credential;

std::vector<Sample> of_programs() {
    return {
        {kProgram,
         "program.published",
         R"({"name": "Certified Professional in Training Management", "issuer": "Training Industry",
             "url": "https://example.org/cptm", "timezone": "America/New_York",
             "effective_from": "2015-01-01",
             "rules": {"unit": {"name": "hour", "minutes": 60, "step": 0.25},
                       "cycle": {"length": "P2Y"}, "requirements": []}})",
         {"name", "issuer", "url", "timezone", "effective_from", "rules"}},
        {kProgram,
         "practicum.scheduled",
         R"({"practicum": "2026-11-raleigh", "starts_on": "2026-11-16", "ends_on": "2026-11-18",
             "format": "in-person", "location": "Raleigh", "capacity": 24})",
         {"practicum", "starts_on", "ends_on", "format"}},
        {kProgram,
         "practicum.rescheduled",
         R"({"practicum": "2026-11-raleigh", "starts_on": "2026-11-23", "ends_on": "2026-11-23",
             "reason": "storm"})",
         {"practicum", "starts_on", "ends_on", "reason"}},
        {kProgram,
         "practicum.cancelled",
         R"({"practicum": "2026-11-raleigh", "reason": "too few"})",
         {"practicum", "reason"}},
        {kProgram, "entry.voided", R"({"seq": 7, "reason": "entered twice"})", {"seq", "reason"}},
    };
}

std::vector<Sample> of_organizations_and_holders() {
    return {
        {kOrganization,
         "organization.registered",
         R"({"name": "Société Générale", "kind": "company"})",
         {"name", "kind"}},
        {kOrganization,
         "organization.updated",
         R"({"name": "Red Cross", "kind": "nonprofit"})",
         {}},
        {kOrganization,
         "entry.voided",
         R"({"seq": 8, "reason": "entered twice"})",
         {"seq", "reason"}},
        {kHolder,
         "holder.registered",
         R"({"name": "Ada Lovelace", "email": "ada@example.org", "birth_month": 12,
             "locale": "en-GB", "timezone": "Europe/London"})",
         {"name", "email"}},
        {kHolder,
         "holder.updated",
         R"({"name": "Ada King", "email": "king@example.org", "birth_month": 1,
             "locale": "fr", "timezone": "Europe/Paris"})",
         {}},
        {kHolder, "holder.preferred", R"({"publish_name": true, "reminders": false})", {}},
        {kHolder, "entry.voided", R"({"seq": 9, "reason": "entered twice"})", {"seq", "reason"}},
    };
}

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
        {kCredential,
         "credential.renewed",
         R"({"cycle": 2, "valid_from": "2026-05-08", "valid_until": "2028-05-07",
             "satisfied_on": "2026-03-01", "basis": {"rules_version": 2, "engine": 1,
             "requirements": [], "counted": []}, "reason": "by hand"})",
         {"cycle", "valid_from", "valid_until", "satisfied_on"}},
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
        {kCredential,
         "entry.voided",
         R"({"seq": 10, "reason": "entered twice"})",
         {"seq", "reason"}},
    };
}

}  // namespace

const std::vector<Sample>& all() {
    static const std::vector<Sample> samples = [] {
        std::vector<Sample> out;
        for (auto part : {of_programs(), of_organizations_and_holders(), of_the_path(),
                          of_the_education(), of_the_fees()})
            out.insert(out.end(), part.begin(), part.end());
        return out;
    }();
    return samples;
}

const Sample& of(std::string_view type) {
    const auto found = std::find_if(all().begin(), all().end(),
                                    [&](const Sample& sample) { return sample.type == type; });
    if (found == all().end()) throw std::out_of_range{"no sample of this type"};
    return *found;
}

Json data_of(const Sample& sample) { return parse(sample.data).value(); }

Event event_of(const Sample& sample) {
    return parse_event(sample.kind, sample.type, data_of(sample)).value();
}

void seal(Event& event) {
    for_each_sealed(event, [](std::string_view field, Sealed& sealed) {
        sealed.text = "c2VhbGVk-" + std::string{field};
        sealed.holder = "ada";
    });
}

Recorded recorded(Event event) {
    seal(event);
    const auto kind = kind_of(event);
    return {.envelope = {.seq = {41},
                         .id = "0196a0f2-5e00-7000-8000-000000000029",
                         .stream = {kind, "cptm-000042"},
                         .version = {3},
                         .occurred_at = parse_occurred_at("2026-05-04T01:30:00+02:00").value(),
                         .on = parse_date("2026-05-02").value(),
                         .reported_on = parse_date("2026-05-03"),
                         .recorded_at = parse_instant("2026-05-04T09:30:00.007Z").value(),
                         .actor = {"staff:grace"},
                         .cause = Seq{40},
                         .key = "key \"1\"",
                         .salt = "AAECAwQFBgcICQoLDA0ODw"},
            .event = std::move(event)};
}

}  // namespace recert::events::samples
