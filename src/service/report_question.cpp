#include "service/report_question.hpp"

#include <algorithm>
#include <charconv>

#include "ledger/checkpoint.hpp"
#include "ledger/first_checkpoint.hpp"
#include "projections/program.hpp"
#include "service/access.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;
using projections::Program;
using projections::Readers;
using projections::Report;

using Filter = std::optional<std::string>;

tl::unexpected<Error> wrong(const char* parameter, std::string message) {
    return fail(ErrorCode::bad_parameter, std::move(message), parameter);
}

Status check_names(const Report& report, const ReportQuery& query) {
    for (const auto& [name, value] : query.filters) {
        if (std::ranges::find(report.filters, name) != report.filters.end()) continue;
        std::string known;
        for (const auto filter : report.filters) known.append(known.empty() ? "" : ", ") += filter;
        return fail(ErrorCode::bad_parameter,
                    "the report " + query.name + " is chosen from by " + known, name);
    }
    return {};
}

Filter filter_of(const ReportQuery& query, const char* name) {
    const auto found = query.filters.find(name);
    if (found == query.filters.end()) return std::nullopt;
    return found->second;
}

Result<Filter> id_of(const ReportQuery& query, const char* name) {
    auto id = filter_of(query, name);
    if (id && !events::is_id(*id)) return wrong(name, "an id, as cptm-000042");
    return id;
}

Result<std::optional<events::Date>> date_of(const ReportQuery& query, const char* name) {
    const auto text = filter_of(query, name);
    if (!text) return std::nullopt;
    const auto day = events::parse_date(*text);
    if (!day) return wrong(name, "a date, as 2026-05-04");
    return day;
}

Result<std::int64_t> within_of(const ReportQuery& query) {
    const auto text = filter_of(query, "within");
    if (!text) return projections::ReportQuestion::kWithinDefault;
    std::int64_t days = 0;
    const char* const end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, days);
    if (error != std::errc{} || stop != end || days < 0 || days > kWithinMax)
        return wrong("within", "days, from 0 to " + std::to_string(kWithinMax));
    return days;
}

// The filters that only reports know.
Status read_own_filters(ReportRequest& request, const ReportQuery& query) {
    auto& question = request.question;
    const auto from = date_of(query, "from");
    if (!from) return tl::unexpected(from.error());
    const auto to = date_of(query, "to");
    if (!to) return tl::unexpected(to.error());
    const auto within = within_of(query);
    if (!within) return tl::unexpected(within.error());
    for (const auto& [name, into] :
         {std::pair{"practicum", &question.practicum}, std::pair{"audit", &question.audit},
          std::pair{"credential", &request.credential}}) {
        auto id = id_of(query, name);
        if (!id) return tl::unexpected(id.error());
        *into = std::move(*id);
    }
    question.from = *from;
    question.to = *to;
    question.within = *within;
    question.provider = filter_of(query, "provider");
    request.type = filter_of(query, "type");
    if (const auto stream = filter_of(query, "stream")) {
        request.stream = events::parse_stream_name(*stream);
        if (!request.stream) return wrong("stream", "a stream, as credential/cptm-000042");
    }
    return {};
}

// The version in force on the day, of each program.
Result<Json> rules_of(const Reading& reading, const Listing& listing) {
    Json rules = Json::array();
    if (!listing.known) return rules;
    for (const std::string& id : listing.programs) {
        const auto held =
            load_at(reading.reader, reading.cache, {StreamKind::program, id}, *listing.known);
        if (!held) return tl::unexpected(held.error());
        const auto& program = *std::get<std::shared_ptr<const Program>>(*held);
        if (const auto* version = program.rules_on(listing.as_of))
            rules.push_back({{"program", id}, {"version", version->version}});
    }
    return rules;
}

// One that is signed later does not take its place: the same question has the same answer.
Result<Json> checkpoint_of(const Reading& reading, const Known& known) {
    if (!known) return Json();
    const auto note = ledger::first_checkpoint(reading.reader, *known);
    if (!note) return tl::unexpected(note.error());
    if (!*note) return Json();
    const auto is_signed = ledger::SignedCheckpoint::parse(**note);
    if (!is_signed) return fail(ErrorCode::corrupt, "a checkpoint that was kept is none");
    const ledger::Checkpoint& checkpoint = is_signed->checkpoint;
    return Json{{"origin", checkpoint.origin},
                {"size", checkpoint.size.value},
                {"root", ledger::hex(ledger::bytes_of(checkpoint.root))},
                {"note", **note}};
}

}  // namespace

bool is_made_for(const Report& report, const Principal& who) {
    if (who.role == Role::sponsor) return report.readers == Readers::sponsors_too;
    const Reach far = reach(right_grant(Right::read, StreamKind::credential).reach, who.role);
    return far == Reach::all || (far == Reach::own && report.readers != Readers::those_of_all);
}

Result<ReportRequest> read_report_query(const Reading& reading, const ReportQuery& query,
                                        const Principal& who) {
    RECERT_TRY(may_use(who, Right::read, StreamKind::credential));
    ReportRequest request;
    request.report = projections::report_named(query.name);
    if (request.report == nullptr)
        return fail(ErrorCode::not_found,
                    "there is no such report: /v1/reports has those there are");
    if (!is_made_for(*request.report, who))
        return fail(ErrorCode::forbidden, "this token may not read the report " + query.name);
    RECERT_TRY(check_names(*request.report, query));
    ListQuery list{.kind = StreamKind::credential};
    list.program = filter_of(query, "program");
    list.holder = filter_of(query, "holder");
    list.organization = filter_of(query, "organization");
    list.status = filter_of(query, "status");
    list.when = query.when;
    auto listing = begin_list(reading, list, who);
    if (!listing) return tl::unexpected(listing.error());
    request.listing = std::move(*listing);
    request.question.as_of = request.listing.as_of;
    request.question.status = request.listing.status;
    RECERT_TRY(read_own_filters(request, query));
    auto says = about(reading, request.listing);
    if (!says) return tl::unexpected(says.error());
    auto rules = rules_of(reading, request.listing);
    if (!rules) return tl::unexpected(rules.error());
    auto checkpoint = checkpoint_of(reading, request.listing.known);
    if (!checkpoint) return tl::unexpected(checkpoint.error());
    request.about = std::move(*says);
    request.about["report"] = request.report->name;
    request.about["title"] = request.report->title;
    request.about["rules"] = std::move(*rules);
    request.about["filter"] = query.filters;
    request.about["checkpoint"] = std::move(*checkpoint);
    return request;
}

}  // namespace recert::service
