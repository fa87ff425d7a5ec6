#include "projections/counting.hpp"
#include "projections/reports/report_tables.hpp"
#include "projections/requirements.hpp"

namespace recert::projections {
namespace {

using events::Credit;

std::string category_text(const events::CpeLogged& claim) {
    if (!claim.parts) return claim.category.value_or("");
    std::vector<std::string> parts;
    for (const events::CpePart& part : *claim.parts)
        parts.push_back(part.category + ' ' + events::format_credit(part.credit));
    return joined(parts);
}

std::string evidence_text(const events::CpeLogged& claim) {
    std::vector<std::string> files;
    for (const auto& file : claim.evidence.value_or(std::vector<events::Sha256Hex>()))
        files.push_back(file.text);
    return joined(files);
}

std::string_view status_text(const CountedClaim& claim) {
    if (claim.claim->withdrawn) return "withdrawn";
    if (claim.counted == Credit{}) return "not-counted";
    return claim.counted < claim.claimed ? "counted-in-part" : "counted";
}

class Transcribing {
  public:
    Transcribing(const Subject& subject, Lookup& lookup, Rows& rows)
        : subject_(subject), lookup_(lookup), rows_(rows) {}

    Status add(const CountedClaim& counted, const Cycle* cycle, const Unit& unit) {
        const Claim& claim = *counted.claim;
        if (!subject_.question.covers(claim.on)) return {};
        const auto told = tell(claim);
        if (!told) return tl::unexpected<Error>(told.error());
        std::vector<std::string> codes;
        std::vector<std::string> details;
        for (const Reason& reason : counted.reasons) {
            codes.push_back(reason.code);
            details.push_back(reason.detail);
        }
        const events::CpeLogged& data = *claim.data;
        return add(cycle,
                   row_of(data.activity, told->title, data.provider, data.format,
                          category_text(data), data.started_on, claim.on, claim.reported_on,
                          minutes_of(data), unit.name, counted.claimed, counted.eligible,
                          counted.counted, status_text(counted), joined(codes), joined(details),
                          evidence_text(data), claim.seq, told->recorded_at, told->leaf_hash));
    }

    Status add_carried(const Cycle& cycle, Credit carried) {
        if (carried == Credit{} || !subject_.question.covers(cycle.starts_on)) return {};
        const Cell none;
        return add(&cycle, row_of(none, none, none, none, none, none, none, none, none,
                                  cycle.rules->rules.unit.name, carried, carried, none,
                                  "carried-in", none, none, none, cycle.decision, none, none));
    }

  private:
    Status add(const Cycle* cycle, Row rest) {
        const auto person = lookup_.person(subject_.registered().holder);
        if (!person) return tl::unexpected<Error>(person.error());
        Row row = row_of(subject_.id, subject_.registered().program, subject_.registered().holder,
                         person->name, cycle ? cell_of(cycle->number) : Cell(),
                         cycle ? cell_of(cycle->starts_on) : Cell(),
                         cycle ? cell_of(cycle->ends_on) : Cell());
        std::move(rest.begin(), rest.end(), std::back_inserter(row));
        rows_.push_back(std::move(row));
        return {};
    }

    static std::optional<std::int64_t> minutes_of(const events::CpeLogged& data) {
        if (!data.minutes) return std::nullopt;
        return data.minutes->count;
    }

    // Its title is the last one that was given.
    Result<EntryTold> tell(const Claim& claim) {
        auto told = lookup_.entry(claim.seq);
        if (!told) return told;
        for (const auto& amended : subject_.record.all<events::CpeAmended>()) {
            if (amended.data.activity != claim.data->activity) continue;
            auto later = lookup_.entry(amended.seq);
            if (!later) return later;
            if (!later->title.empty()) told->title = std::move(later->title);
        }
        return told;
    }

    const Subject& subject_;
    Lookup& lookup_;
    Rows& rows_;
};

Status take(const Subject& subject, Lookup& lookup, Rows& rows) {
    const auto claims = claims_of(subject.record);
    const Matter matter{subject.record, subject.context, claims};
    const events::Date as_of = subject.question.as_of;
    const Cycles granted = granted_by(granted_cycles(matter), as_of);
    Transcribing transcribing(subject, lookup, rows);
    for (const Cycle& cycle : granted) {
        const Counting counting = count(matter, granted, cycle, as_of);
        RECERT_TRY(transcribing.add_carried(cycle, counting.carried_in));
        for (const CountedClaim& claim : counting.claims)
            RECERT_TRY(transcribing.add(claim, &cycle, cycle.rules->rules.unit));
    }
    const RulesVersion& rules = granted.empty()
                                    ? path_rules(subject.record, *subject.context.program)
                                    : *granted.back().rules;
    for (const CountedClaim& claim : count_outside(matter, granted, rules.rules.unit, as_of))
        RECERT_TRY(transcribing.add(claim, nullptr, rules.rules.unit));
    return {};
}

}  // namespace

Report transcript_report() {
    using enum CellType;
    return {"transcript",
            "Transcript of continuing education",
            "Every activity of every cycle: what was claimed, what counted, and why not all of it.",
            {{"credential", text, "id of the credential"},
             {"program", text, "id of the program"},
             {"holder", text, "id of the person"},
             {"name", text, "of the person"},
             {"cycle", integer, "number of the cycle; empty: the activity lies in none"},
             {"cycle_starts_on", date, "first day of the cycle"},
             {"cycle_ends_on", date, "last day of the cycle"},
             {"activity", text, "id of the activity; empty in a row of what was carried in"},
             {"title", text, "as last told"},
             {"provider", text, "id or name of the provider"},
             {"format", text, "how it was delivered"},
             {"category", text, "of the program; with its credit where an activity is split"},
             {"started_on", date, "first day"},
             {"completed_on", date, "last day, by which it counts"},
             {"reported_on", date, "day on which it was reported"},
             {"minutes", integer, "as given, where minutes were"},
             {"unit", text, "of the three amounts that follow"},
             {"claimed", number, "what was claimed", Total::sum},
             {"eligible", number, "less what review or a missed window took away", Total::sum},
             {"counted", number, "less what caps cut off", Total::sum},
             {"status", text, "counted, counted-in-part, not-counted, withdrawn or carried-in",
              Total::count},
             {"reasons", text, "codes, why not all of it counted"},
             {"reason_details", text, "the same in words"},
             {"evidence", text, "SHA-256 of each file"},
             {"seq", integer, "entry of the ledger that tells of it"},
             {"recorded_at", instant, "when the ledger took it"},
             {"leaf_hash", text, "of the entry, in the log's tree"}},
            {"program", "organization", "holder", "credential", "from", "to"},
            Readers::those_of_some,
            &each<take>};
}

}  // namespace recert::projections
