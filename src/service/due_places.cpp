#include "service/due_places.hpp"

#include <algorithm>

#include "projections/register.hpp"
#include "projections/reminders.hpp"
#include "service/known_rows.hpp"
#include "service/records.hpp"
#include "service/zones.hpp"

namespace recert::service {
namespace {

using events::StreamName;
using projections::CredentialStatus;

using NamedProgram = std::pair<StreamName, std::shared_ptr<const projections::Program>>;

Result<std::vector<NamedProgram>> programs(const ledger::Reader& reader, RecordCache& cache) {
    std::vector<NamedProgram> all;
    RECERT_TRY(reader.visit_streams("program/", {}, [&](std::string_view name) {
        if (const auto stream = events::parse_stream_name(name)) all.push_back({*stream, nullptr});
        return true;
    }));
    for (auto& [stream, program] : all) {
        const auto version = reader.head(stream.text());
        if (!version) return tl::unexpected(version.error());
        const auto held = load(reader, cache, stream, *version);
        if (!held) return tl::unexpected(held.error());
        program = std::get<std::shared_ptr<const projections::Program>>(*held);
    }
    return all;
}

}  // namespace

Result<DuePlaces> DuePlaces::open(const ledger::Reader& reader, RecordCache& cache,
                                  const DueDays& days) {
    const auto all = programs(reader, cache);
    if (!all) return tl::unexpected(all.error());
    DuePlaces out(days);
    for (const auto& [stream, program] : *all) {
        const auto dates = projections::dates_reminded_of(*program, days.after, days.today);
        if (dates.empty()) continue;
        for (const events::Date date : dates)
            for (const auto status : {CredentialStatus::active, CredentialStatus::candidate})
                for (views::Run& run : views::runs_of_last_day(stream.id, status, date))
                    out.places_.push_back({std::move(run)});
        if (const auto news = projections::last_news(*program))
            out.places_.push_back({views::run_of_members(stream), news});
    }
    return out;
}

Result<std::vector<std::string>> DuePlaces::some(const ledger::Reader& reader, RecordCache& cache) {
    const auto build = views::live_build(reader);
    if (!build) return tl::unexpected(build.error());
    const Place& place = places_.at(next_);
    const Seq known{reader.size().value - 1};
    KnownRows rows(reader, *build, cache, known);
    std::vector<std::string> found;
    std::size_t visited = 0;
    Status outcome;
    const auto take = [&](const views::Note& note) -> Status {
        position_ = note.position;
        if (!note.holds) return {};
        std::string credential(note.credential);
        if (place.judged_by) {
            const auto row = rows.of(credential, place.judged_by);
            if (!row) return tl::unexpected(row.error());
            if (!*row || !(*row)->outdated) return {};
        }
        found.push_back(std::move(credential));
        return {};
    };
    RECERT_TRY(views::visit_notes(reader, *build, place.run, std::string(position_), known,
                                  [&](const views::Note& note) {
                                      outcome = take(note);
                                      return outcome && ++visited < kDueVisitedAtOnce;
                                  }));
    RECERT_TRY(outcome);
    if (visited < kDueVisitedAtOnce) {
        ++next_;
        position_.clear();
    }
    return found;
}

Result<events::Date> day_everywhere(const ledger::Reader& reader, RecordCache& cache,
                                    events::Instant now) {
    const auto all = programs(reader, cache);
    if (!all) return tl::unexpected(all.error());
    std::optional<events::Date> first;
    for (const auto& [stream, program] : *all) {
        const auto day = local_date(now, program->timezone());
        if (!day) return tl::unexpected(day.error());
        first = std::min(first.value_or(*day), *day);
    }
    return first.value_or(std::chrono::floor<std::chrono::days>(now));
}

}  // namespace recert::service
