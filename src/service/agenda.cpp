#include "service/agenda.hpp"

#include "events/json.hpp"
#include "service/records.hpp"
#include "service/zones.hpp"
#include "views/big_endian.hpp"
#include "views/register_index.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamName;

const std::string kCausePrefix = std::string("sweep") + '\0' + "cause" + '\0';
const std::string kDayPrefix = std::string("sweep") + '\0' + "day" + '\0';

std::string cause_key(Seq seq) {
    std::string key = kCausePrefix;
    views::append_big_endian(key, seq.value);
    return key;
}

std::string key_of(const Pass& pass) {
    return pass.cause ? cause_key(*pass.cause) : kDayPrefix + pass.scope.id;
}

std::string value_of(const Pass& pass, const std::optional<std::string>& cursor) {
    Json value = Json::object();
    if (pass.cause) value["scope"] = pass.scope.text();
    if (pass.day) value["day"] = events::format_date(*pass.day);
    if (cursor) value["cursor"] = *cursor;
    return events::canonical(value);
}

tl::unexpected<Error> unreadable() {
    return fail(ErrorCode::corrupt, "a note of what is to be swept cannot be read");
}

Result<std::optional<Pass>> oldest_cause(const ledger::Reader& reader) {
    std::optional<std::pair<std::string, std::string>> first;
    RECERT_TRY(reader.visit_views(kCausePrefix, {}, [&](std::string_view key, std::string_view v) {
        first.emplace(key.substr(kCausePrefix.size()), v);
        return false;
    }));
    if (!first) return std::optional<Pass>();
    const auto value = events::parse(first->second);
    if (!value || first->first.size() != sizeof(Seq::value)) return unreadable();
    const auto scope = events::parse_stream_name(value->value("scope", ""));
    if (!scope) return unreadable();
    return Pass{*scope, Seq{views::from_big_endian<std::uint64_t>(first->first)}, std::nullopt,
                value->value("cursor", "")};
}

Result<std::optional<Pass>> day_of(const ledger::Reader& reader, const StreamName& program,
                                   events::Date today) {
    const auto noted = reader.view(kDayPrefix + program.id);
    if (!noted) return tl::unexpected(noted.error());
    if (!*noted) return Pass{program, std::nullopt, today, {}};
    const auto value = events::parse(**noted);
    const auto day = value ? events::parse_date(value->value("day", "")) : std::nullopt;
    if (!day) return unreadable();
    if (value->contains("cursor"))
        return Pass{program, std::nullopt, day, value->value("cursor", "")};
    if (*day < today) return Pass{program, std::nullopt, today, {}};
    return std::optional<Pass>();
}

Result<std::optional<Pass>> day_to_sweep(const ledger::Reader& reader, RecordCache& cache,
                                         events::Instant now) {
    std::vector<StreamName> programs;
    RECERT_TRY(reader.visit_streams("program/", {}, [&](std::string_view name) {
        if (const auto stream = events::parse_stream_name(name)) programs.push_back(*stream);
        return true;
    }));
    for (const StreamName& program : programs) {
        const auto version = reader.head(program.text());
        if (!version) return tl::unexpected(version.error());
        const auto held = load(reader, cache, program, *version);
        if (!held) return tl::unexpected(held.error());
        const auto& record = *std::get<std::shared_ptr<const projections::Program>>(*held);
        const auto today = local_date(now, record.timezone());
        if (!today) return tl::unexpected(today.error());
        auto pass = day_of(reader, program, *today);
        if (!pass || *pass) return pass;
    }
    return std::optional<Pass>();
}

}  // namespace

ledger::ViewChange note_cause(const events::Envelope& envelope) {
    const Pass pass{envelope.stream, envelope.seq, std::nullopt, {}};
    return {key_of(pass), value_of(pass, std::nullopt)};
}

ledger::ViewChange note_progress(const Pass& pass) {
    return {key_of(pass), value_of(pass, pass.cursor)};
}

ledger::ViewChange note_end(const Pass& pass) {
    if (pass.cause) return {key_of(pass), std::nullopt};
    return {key_of(pass), value_of(pass, std::nullopt)};
}

Result<std::optional<Pass>> next_pass(const ledger::Reader& reader, RecordCache& cache,
                                      events::Instant now) {
    auto cause = oldest_cause(reader);
    if (!cause || *cause) return cause;
    return day_to_sweep(reader, cache, now);
}

Result<std::size_t> count_causes(const ledger::Reader& reader, std::size_t limit) {
    std::size_t count = 0;
    RECERT_TRY(reader.visit_views(
        kCausePrefix, {}, [&](std::string_view, std::string_view) { return ++count < limit; }));
    return count;
}

Result<std::vector<std::string>> credentials_after(const ledger::Reader& reader,
                                                   const StreamName& scope, std::string_view cursor,
                                                   std::size_t limit) {
    const auto build = views::live_build(reader);
    if (!build) return tl::unexpected(build.error());
    std::vector<std::string> found;
    RECERT_TRY(views::visit_credentials(reader, *build, scope, cursor, [&](std::string_view id) {
        found.emplace_back(id);
        return found.size() < limit;
    }));
    return found;
}

}  // namespace recert::service
