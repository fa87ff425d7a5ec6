#include "samples.hpp"

#include <algorithm>
#include <stdexcept>

namespace recert::events::samples {
namespace {

constexpr auto kProgram = StreamKind::program;
constexpr auto kOrganization = StreamKind::organization;
constexpr auto kHolder = StreamKind::holder;

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
             "format": "in-person", "location": "Raleigh", "capacity": 24, "instructor": "ida"})",
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
        {kProgram,
         "provider.approved",
         R"({"provider": "atd", "name": "Association for Talent Development",
             "until": "2028-05-31"})",
         {"provider", "name"}},
        {kProgram,
         "provider.withdrawn",
         R"({"provider": "atd", "reason": "asked to"})",
         {"provider", "reason"}},
        {kProgram,
         "audit.announced",
         R"({"audit": "2026-spring", "population": "program=cptm&status=active", "at_seq": 4711,
             "rate": 0.05, "strata": ["organization"], "mandatory": ["cptm-000042"]})",
         {"audit", "population", "at_seq", "rate"}},
        {kProgram,
         "audit.announced",
         R"({"audit": "2026-autumn", "population": "program=cptm", "at_seq": 0, "size": 20})",
         {"audit", "population", "at_seq", "size"}},
        {kProgram,
         "audit.drawn",
         R"({"audit": "2026-spring", "seed_checkpoint": "recert 4712 AAEC",
             "selected": ["cptm-000042"]})",
         {"audit", "seed_checkpoint", "selected"}},
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
        {kHolder,
         "holder.preferred",
         R"({"publish_name": true, "reminders": false, "share_with_sponsor": true})",
         {}},
        {kHolder, "holder.merged", R"({"into": "ada-king"})", {"into"}},
        {kHolder, "hold.placed", R"({"reason": "a lawsuit"})", {"reason"}},
        {kHolder, "hold.released", R"({"reason": "settled"})", {"reason"}},
        {kHolder, "holder.erased", R"({"reason": "asked to"})", {"reason"}},
        {kHolder, "entry.voided", R"({"seq": 9, "reason": "entered twice"})", {"seq", "reason"}},
    };
}

}  // namespace

const std::vector<Sample>& all() {
    static const std::vector<Sample> samples = [] {
        std::vector<Sample> out;
        for (const auto& part : {of_programs(), of_organizations_and_holders(), of_credentials()})
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
    const auto kind = static_cast<StreamKind>(event.index());
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
