#include "service/listing.hpp"

#include <algorithm>

#include "events/mapping.hpp"
#include "privacy/base64url.hpp"
#include "service/access.hpp"
#include "service/zones.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;

tl::unexpected<Error> wrong(const char* parameter, std::string message) {
    return fail(ErrorCode::bad_parameter, std::move(message), parameter);
}

tl::unexpected<Error> strange_cursor() {
    return wrong("cursor", "this cursor was not given out for this list");
}

Json parameters_of(const ListQuery& query) {
    Json given = Json::object();
    const auto add = [&](const char* name, const std::optional<std::string>& value) {
        if (value) given[name] = *value;
    };
    add("program", query.program);
    add("status", query.status);
    add("holder", query.holder);
    add("organization", query.organization);
    add("ends_before", query.ends_before);
    add("as_of", query.when.as_of);
    add("known_at", query.when.known_at);
    return given;
}

std::optional<std::string> parameter(const Json& asked, const char* name) {
    const auto found = asked.find(name);
    if (found == asked.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

Result<std::optional<std::string>> id_in(const Json& asked, const char* name) {
    auto id = parameter(asked, name);
    if (id && !events::is_id(*id)) return wrong(name, "an id, as cptm-000042");
    return id;
}

Status read_filters(Listing& listing) {
    auto holder = id_in(listing.asked, "holder");
    if (!holder) return tl::unexpected(holder.error());
    listing.holder = std::move(*holder);
    auto organization = id_in(listing.asked, "organization");
    if (!organization) return tl::unexpected(organization.error());
    listing.organization = std::move(*organization);
    if (const auto status = parameter(listing.asked, "status")) {
        const auto read = events::read(Json(*status), events::Path{events::Source::client},
                                       listing.status.emplace());
        if (!read) return wrong("status", read.error().message);
    }
    if (const auto date = parameter(listing.asked, "ends_before")) {
        listing.ends_before = events::parse_date(*date);
        if (!listing.ends_before) return wrong("ends_before", "a date, as 2026-05-04");
    }
    return {};
}

Result<std::vector<std::string>> programs_for(const ledger::Reader& reader, const Principal& who) {
    const std::string prefix = events::StreamName{StreamKind::program, {}}.text();
    std::vector<std::string> ids;
    RECERT_TRY(reader.visit_streams(prefix, {}, [&](std::string_view name) {
        std::string id(name.substr(prefix.size()));
        if (may_list(who, id)) ids.push_back(std::move(id));
        return ids.size() <= kProgramsMax;
    }));
    if (ids.size() > kProgramsMax)
        return wrong("program", "there are more programs than a list goes through: name one");
    return ids;
}

Result<std::vector<std::string>> programs_asked(const Reading& reading, const Listing& listing,
                                                const Principal& who) {
    const auto id = id_in(listing.asked, "program");
    if (!id) return tl::unexpected(id.error());
    if (!*id) return programs_for(reading.reader, who);
    const auto version = reading.reader.head(events::StreamName{StreamKind::program, **id}.text());
    if (!version) return tl::unexpected(version.error());
    if (version->value == 0) return wrong("program", "there is no such program");
    if (!may_list(who, **id))
        return fail(ErrorCode::forbidden, "this token is for other programs", "program");
    return std::vector<std::string>{**id};
}

Result<events::Date> today_for(const Reading& reading, const Listing& listing) {
    std::optional<events::Date> earliest;
    for (const std::string& id : listing.programs) {
        const events::StreamName name{StreamKind::program, id};
        const auto version = reading.reader.head(name.text());
        if (!version) return tl::unexpected(version.error());
        const auto held = load(reading.reader, reading.cache, name, *version);
        if (!held) return tl::unexpected(held.error());
        const auto& program = *std::get<std::shared_ptr<const projections::Program>>(*held);
        const auto day = local_date(reading.now, program.timezone());
        if (!day) return tl::unexpected(day.error());
        earliest = std::min(earliest.value_or(*day), *day);
    }
    if (earliest) return *earliest;
    return local_date(reading.now, kUtc);
}

Status read_question(Listing& listing, const Reading& reading, events::Date today) {
    const auto as_of = parse_as_of(parameter(listing.asked, "as_of"), today);
    if (!as_of) return tl::unexpected(as_of.error());
    listing.as_of = *as_of;
    auto known = parse_known_at(reading.reader, parameter(listing.asked, "known_at"), reading.now);
    if (!known) return tl::unexpected(known.error());
    listing.known = *known;
    return {};
}

// Where the page before ended, and of which day and seq it told.
Status go_on(Listing& listing, const Reading& reading, const std::string& cursor) {
    const auto bytes = privacy::from_base64url(cursor);
    const auto read = bytes ? events::parse(*bytes) : Result<Json>(tl::unexpected(Error{}));
    if (!read || !read->is_object()) return strange_cursor();
    const auto asked = read->find("q");
    const auto known = read->find("k");
    const auto day = events::parse_date(parameter(*read, "d").value_or(""));
    const auto position = privacy::from_base64url(parameter(*read, "p").value_or("?"));
    if (parameter(*read, "l") != events::StreamName{listing.kind, {}}.text() || !day || !position ||
        asked == read->end() || !asked->is_object() || known == read->end() ||
        !known->is_number_unsigned() ||
        !reading.reader.size().covers({known->get<std::uint64_t>()}))
        return strange_cursor();
    for (const auto& [name, value] : listing.asked.items())
        if (asked->value(name, Json()) != value)
            return wrong("cursor", "this cursor belongs to a list with another " + name);
    listing.asked = *asked;
    listing.as_of = *day;
    listing.known = Seq{known->get<std::uint64_t>()};
    listing.position = *position;
    return {};
}

}  // namespace

Result<Listing> begin_list(const Reading& reading, const ListQuery& query, const Principal& who) {
    Listing listing;
    listing.kind = query.kind;
    listing.asked = parameters_of(query);
    if (query.paging.cursor) RECERT_TRY(go_on(listing, reading, *query.paging.cursor));
    if (query.kind == StreamKind::credential || query.kind == StreamKind::program) {
        auto programs = programs_asked(reading, listing, who);
        if (!programs) return tl::unexpected(programs.error());
        listing.programs = std::move(*programs);
    }
    RECERT_TRY(read_filters(listing));
    const auto today = today_for(reading, listing);
    if (!today) return tl::unexpected(today.error());
    if (!query.paging.cursor) RECERT_TRY(read_question(listing, reading, *today));
    listing.is_projected = listing.as_of > *today;
    return listing;
}

std::string cursor_at(const Listing& listing, std::string_view position) {
    return privacy::to_base64url(
        events::canonical({{"l", events::StreamName{listing.kind, {}}.text()},
                           {"q", listing.asked},
                           {"d", events::format_date(listing.as_of)},
                           {"k", listing.known->value},
                           {"p", privacy::to_base64url(position)}}));
}

Result<Json> about(const Reading& reading, const Listing& listing) {
    Json out = {{"as_of", events::format_date(listing.as_of)}, {"known_at", nullptr}};
    if (listing.is_projected) out["projected"] = true;
    if (!listing.known) return out;
    const auto time = recorded_at(reading.reader, *listing.known);
    if (!time) return tl::unexpected(time.error());
    out["known_at"] = {{"seq", listing.known->value}, {"time", events::format_instant(*time)}};
    return out;
}

}  // namespace recert::service
