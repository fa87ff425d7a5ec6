#include "views/register_index.hpp"

#include <algorithm>
#include <set>

#include "events/json.hpp"
#include "projections/register.hpp"
#include "views/badge_marks.hpp"
#include "views/big_endian.hpp"
#include "views/day_tree.hpp"

namespace recert::views {
namespace {

using events::Json;
using events::StreamKind;

constexpr std::string_view kHolds = "+";
constexpr std::string_view kNoLonger = "-";
constexpr char kByFirst = 'f';
constexpr char kByLast = 'l';
constexpr Seq kAlways{UINT64_MAX};

// What a note's key ends with, after the credential.
constexpr std::size_t kSinceBytes = 1 + sizeof(Seq::value);

char letter_of(StreamKind kind) {
    switch (kind) {
        case StreamKind::program:
            return 'p';
        case StreamKind::organization:
            return 'o';
        case StreamKind::holder:
            return 'h';
        case StreamKind::credential:
            break;
    }
    return 'c';
}

std::string members_place(StreamKind kind, std::string_view id) {
    return std::string(1, letter_of(kind)).append(id).append(1, '\0');
}

std::string node_place(std::string_view program, std::string_view status, bool by_first,
                       DayNumber node) {
    std::string place(1, 'd');
    place.append(program).append(1, '\0').append(status).append(1, '\0');
    place += by_first ? kByFirst : kByLast;
    append_big_endian(place, node);
    return place;
}

std::string with_day(std::string place, DayNumber day) {
    append_big_endian(place, day);
    return place;
}

const std::string& text(const Json& value) { return value.get_ref<const std::string&>(); }

DayNumber day_of(const Json& date, std::chrono::days later = {}) {
    return day_number(events::parse_date(text(date)).value_or(events::Date{}) + later);
}

// Each span of a timeline lasts until the day before the next one.
void add_spans(const Json& row, std::set<std::string>& places) {
    const Json& line = row["timeline"];
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool ends = i + 1 < line.size();
        const Span span{day_of(line[i][0]),
                        ends ? day_of(line[i + 1][0], std::chrono::days{-1}) : kLastDay};
        for (const bool by_first : {true, false})
            places.insert(with_day(
                node_place(text(row["program"]), text(line[i][1]), by_first, node_of(span)),
                by_first ? span.first : span.last));
    }
}

// Where a row is noted.
Result<std::set<std::string>> places_of(std::string_view text_of_row) {
    std::set<std::string> places;
    if (text_of_row.empty()) return places;
    const auto row = events::parse(text_of_row);
    if (!row) return fail(ErrorCode::corrupt, "a row of the register cannot be read");
    places.insert(members_place(StreamKind::program, text((*row)["program"])));
    places.insert(members_place(StreamKind::holder, text((*row)["holder"])));
    if (row->contains("organization"))
        places.insert(members_place(StreamKind::organization, text((*row)["organization"])));
    add_spans(*row, places);
    return places;
}

}  // namespace

Result<std::vector<ledger::ViewChange>> row_changes(Build build, std::string_view credential,
                                                    Seq seq, std::string_view before,
                                                    std::string_view row) {
    const auto were = places_of(before);
    if (!were) return tl::unexpected(were.error());
    const auto are = places_of(row);
    if (!are) return tl::unexpected(are.error());
    std::vector<ledger::ViewChange> changes;
    changes.push_back({row_key(build, credential, seq), std::string(row)});
    const auto note = [&](const std::string& place, std::string_view word) {
        std::string key = register_prefix(build).append(place).append(credential).append(1, '\0');
        append_big_endian(key, seq.value);
        changes.push_back({std::move(key), std::string(word)});
    };
    for (const std::string& place : *are)
        if (!were->contains(place)) note(place, kHolds);
    for (const std::string& place : *were)
        if (!are->contains(place)) note(place, kNoLonger);
    return changes;
}

Result<RowChange> changes_by(Build build, const events::Recorded& recorded,
                             const projections::CredentialRecord& record,
                             const projections::Context& context,
                             const std::function<Result<std::string>()>& row_before) {
    const events::Envelope& envelope = recorded.envelope;
    RowChange change;
    if (const std::string* number = number_awarded(recorded.event))
        change.views.push_back({number_key(build, *number), envelope.stream.id});
    for (ledger::ViewChange& mark : badge_mark_changes(build, record, envelope.seq))
        change.views.push_back(std::move(mark));
    if (!projections::may_change_row(record, std::get<events::CredentialEvent>(recorded.event)))
        return change;
    std::string row = row_of(record, context);
    const auto before = row_before();
    if (!before) return tl::unexpected(before.error());
    if (*before == row) return change;
    auto noted = row_changes(build, envelope.stream.id, envelope.seq, *before, row);
    if (!noted) return tl::unexpected(noted.error());
    std::move(noted->begin(), noted->end(), std::back_inserter(change.views));
    change.row = std::move(row);
    return change;
}

Run run_of_members(const events::StreamName& of) {
    const std::string place = members_place(of.kind, of.id);
    return {place, store::prefix_bounds(place).until, place.size()};
}

std::vector<Run> runs_of_status(const std::string& program, projections::CredentialStatus status,
                                events::Date as_of) {
    std::vector<Run> runs;
    for (const Look& look : looks_for(day_number(as_of))) {
        const std::string place =
            node_place(program, events::name_of(status), look.by_first, look.node);
        const std::string last = with_day(place, look.to);
        runs.push_back({with_day(place, look.from), store::prefix_bounds(last).until, last.size()});
    }
    std::sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.from < b.from; });
    return runs;
}

std::vector<Run> runs_of_last_day(const std::string& program, projections::CredentialStatus status,
                                  events::Date day) {
    std::vector<Run> runs;
    const DayNumber last = day_number(day);
    for (const DayNumber node : nodes_ending(last)) {
        std::string from =
            with_day(node_place(program, events::name_of(status), false, node), last);
        std::string until = store::prefix_bounds(from).until;
        const std::size_t place_bytes = from.size();
        runs.push_back({std::move(from), std::move(until), place_bytes});
    }
    return runs;
}

Status visit_notes(const ledger::Reader& reader, Build build, const Run& run,
                   std::string_view after, Seq known, const NoteVisitor& visit) {
    const std::string prefix = register_prefix(build);
    // Behind all that is noted of that credential there, before the next one.
    const std::string beyond = std::string(after) + '\1';
    std::string position;
    bool holds = false;
    bool goes_on = true;
    const auto tell = [&] {
        if (!position.empty())
            goes_on = visit({position, std::string_view(position).substr(run.place_bytes), holds});
    };
    RECERT_TRY(
        reader.visit_views(prefix, prefix + (after.empty() ? run.from : std::max(run.from, beyond)),
                           [&](std::string_view key, std::string_view word) {
                               key.remove_prefix(prefix.size());
                               if (key >= run.until) return false;
                               const auto here = key.substr(0, key.size() - kSinceBytes);
                               if (here != position) {
                                   tell();
                                   if (!goes_on) return false;
                                   position = here;
                                   holds = false;
                               }
                               const auto since = key.substr(key.size() - sizeof(Seq::value));
                               if (Seq{from_big_endian<std::uint64_t>(since)} <= known)
                                   holds = word == kHolds;
                               return true;
                           }));
    if (goes_on) tell();
    return {};
}

Status visit_credentials(const ledger::Reader& reader, Build build, const events::StreamName& of,
                         std::string_view after,
                         const std::function<bool(std::string_view credential)>& visit) {
    const Run run = run_of_members(of);
    return visit_notes(reader, build, run, after.empty() ? "" : run.from + std::string(after),
                       kAlways,
                       [&](const Note& note) { return !note.holds || visit(note.credential); });
}

}  // namespace recert::views
