#include "service/programs.hpp"

#include <algorithm>

#include "ledger/hash.hpp"
#include "projections/calendar.hpp"
#include "projections/quote.hpp"
#include "service/access.hpp"
#include "service/cursor.hpp"
#include "service/questions.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;
using projections::Program;

const Program& program_in(const Asked& asked) {
    return *std::get<std::shared_ptr<const Program>>(asked.record);
}

// A list of a program's, from where the cursor says and with the times it keeps.
struct List {
    std::string_view name;
    events::StreamName program;
    std::size_t first = 0;
    Asked asked{};
};

Result<List> begin(const Reading& reading, std::string_view name, const std::string& program,
                   When when, const Paging& paging, const Principal& who) {
    List list{name, {StreamKind::program, program}};
    if (paging.cursor) {
        const auto cursor = read_cursor(*paging.cursor);
        if (!cursor) return tl::unexpected(cursor.error());
        if (cursor->stream != list.program.text() || cursor->type != name || !cursor->as_of ||
            !reading.reader.size().covers(cursor->known))
            return fail(ErrorCode::bad_parameter, "this cursor belongs to another list", "cursor");
        list.first = cursor->next;
        when = {cursor->as_of, std::to_string(cursor->known.value)};
    }
    auto asked = ask(reading, list.program, when, who);
    if (!asked) return tl::unexpected(asked.error());
    list.asked = std::move(*asked);
    return list;
}

// Of all there is, what fits the page.
Page page_of(const List& list, std::vector<Json> all, std::size_t limit) {
    Page page;
    const std::size_t from = std::min(list.first, all.size());
    const std::size_t until = from + std::min(limit, all.size() - from);
    std::move(all.begin() + static_cast<std::ptrdiff_t>(from),
              all.begin() + static_cast<std::ptrdiff_t>(until), std::back_inserter(page.items));
    if (until == all.size()) return page;
    Cursor next;
    next.next = until;
    next.known = list.asked.known;
    next.stream = list.program.text();
    next.type = std::string(list.name);
    next.as_of = events::format_date(list.asked.as_of);
    page.next = write_cursor(next);
    return page;
}

Result<Json> rules_json(const Reading& reading, std::size_t version,
                        const projections::Fact<events::ProgramPublished>& published) {
    const auto recorded = recorded_at(reading.reader, published.seq);
    if (!recorded) return tl::unexpected(recorded.error());
    const auto digest = ledger::sha256(events::canonical(published.data.rules));
    return Json{{"version", version},
                {"effective_from", events::format_date(published.data.effective_from)},
                {"on", events::format_date(published.on)},
                {"seq", published.seq.value},
                {"recorded_at", events::format_instant(*recorded)},
                {"digest", ledger::hex(ledger::bytes_of(digest))}};
}

// Which kind it is on that day. Errors: unknown-organization, also when it may not be known of.
Result<events::OrganizationKind> organization_kind(const Reading& reading, const std::string& id,
                                                   events::Date day, Seq known,
                                                   const Principal& who) {
    const events::StreamName name{StreamKind::organization, id};
    const auto unknown = [&] {
        return fail(ErrorCode::unknown_organization, "there is no " + name.text(), "organization");
    };
    if (!events::is_id(id) || !may_read(who, {.kind = name.kind, .organization = id}))
        return unknown();
    const auto held = load_at(reading.reader, reading.cache, name, known);
    if (!held) return tl::unexpected(held.error());
    const auto kind = projections::kind_on(
        *std::get<std::shared_ptr<const projections::OrganizationRecord>>(*held), day);
    if (!kind) return unknown();
    return *kind;
}

}  // namespace

Result<Page> practicums_of(const Reading& reading, const std::string& program,
                           const PracticumsQuery& query, const Principal& who) {
    const auto list = begin(reading, "practicums", program, query.when, query.paging, who);
    if (!list) return tl::unexpected(list.error());
    const auto from = query.from ? events::parse_date(*query.from) : std::nullopt;
    if (query.from && !from) return fail(ErrorCode::bad_parameter, "a date, as 2026-05-04", "from");
    std::vector<Json> all;
    for (const auto& session : projections::calendar(program_in(list->asked), list->asked.as_of))
        if (!from || *from <= session.dates.starts_on)
            all.push_back(projections::session_json(session));
    return page_of(*list, std::move(all), query.paging.limit);
}

Result<Page> rules_of(const Reading& reading, const std::string& program, const When& when,
                      const Paging& paging, const Principal& who) {
    const auto list = begin(reading, "rules", program, when, paging, who);
    if (!list) return tl::unexpected(list.error());
    const auto& published = program_in(list->asked).record().all<events::ProgramPublished>();
    std::vector<Json> all;
    for (std::size_t n = 0; n < published.size(); ++n) {
        if (list->asked.as_of < published[n].on) continue;
        auto item = rules_json(reading, n + 1, published[n]);
        if (!item) return tl::unexpected(item.error());
        all.push_back(std::move(*item));
    }
    return page_of(*list, std::move(all), paging.limit);
}

Result<State> rules_version_of(const Reading& reading, const std::string& program,
                               std::int64_t version, const When& when, const Principal& who) {
    const auto asked = ask(reading, {StreamKind::program, program}, when, who);
    if (!asked) return tl::unexpected(asked.error());
    const auto& published = program_in(*asked).record().all<events::ProgramPublished>();
    const auto index = static_cast<std::size_t>(version) - 1;
    if (version < 1 || index >= published.size() || asked->as_of < published[index].on)
        return fail(ErrorCode::not_found, "these rules have no such version, or had none yet");
    auto body = rules_json(reading, index + 1, published[index]);
    if (!body) return tl::unexpected(body.error());
    const events::ProgramPublished& document = published[index].data;
    body->update(Json{{"program", program},
                      {"name", document.name},
                      {"issuer", document.issuer},
                      {"url", document.url},
                      {"timezone", document.timezone},
                      {"rules", document.rules}});
    return State{std::move(*body), {index + 1}};
}

Result<State> quote_of(const Reading& reading, const std::string& program, const QuoteQuery& query,
                       const Principal& who) {
    if (query.seats < 1 || query.seats > projections::kSeatsMax)
        return fail(ErrorCode::bad_parameter, "seats is a number from 1 to 1000", "seats");
    const auto asked = ask(reading, {StreamKind::program, program}, query.when, who);
    if (!asked) return tl::unexpected(asked.error());
    const auto* rules = program_in(*asked).rules_on(asked->as_of);
    if (rules == nullptr)
        return fail(ErrorCode::no_rules, "the program has no rules for this date", "as_of");
    std::optional<events::OrganizationKind> kind;
    if (query.organization) {
        // Today is an organization's own today: its days are those of UTC, not the program's.
        const auto today = std::chrono::floor<std::chrono::days>(reading.now);
        const auto found =
            organization_kind(reading, *query.organization, query.when.as_of ? asked->as_of : today,
                              asked->known, who);
        if (!found) return tl::unexpected(found.error());
        kind = *found;
    }
    Json body = projections::quote_json(projections::quote(rules->rules, kind, query.seats));
    body["program"] = program;
    body["rules_version"] = rules->version;
    body["seats"] = query.seats;
    body["organization"] = query.organization ? Json(*query.organization) : Json();
    add_times(body, *asked);
    return State{std::move(body), asked->version};
}

}  // namespace recert::service
