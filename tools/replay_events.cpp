#include "tools/replay_events.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <iostream>

#include "tools/event_listing.hpp"
#include "tools/exit_status.hpp"

namespace recert::tools {
namespace {

tl::unexpected<Error> wrong(std::string why) {
    return fail(ErrorCode::bad_parameter, std::move(why));
}

Status read_known_at(const std::string& text, EventQuestion& question) {
    if (text.empty()) return {};
    std::uint64_t seq = 0;
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, seq);
    if (error == std::errc() && stop == end) {
        question.known_at = Seq{seq};
        return {};
    }
    question.known_time = events::parse_instant(text);
    if (question.known_time) return {};
    return wrong("--known-at: a seq or an instant is wanted: 2026-05-04T09:30:00Z");
}

Result<EventQuestion> question_of(const EventOptions& options) {
    EventQuestion question;
    if (options.from) question.from = Seq{*options.from};
    if (options.to) question.to = Seq{*options.to};
    RECERT_TRY(read_known_at(options.known_at, question));
    question.as_of = events::parse_date(options.as_of);
    if (!options.as_of.empty() && !question.as_of)
        return wrong("--as-of: a date is wanted: 2026-05-04");
    if (!options.stream.empty() && !events::parse_stream_name(options.stream))
        return wrong("--stream: a stream's name is wanted: credential/cptm-000042");
    question.stream = options.stream;
    question.program = options.program;
    question.actor = options.actor;
    question.explain = options.explain;
    if (options.format == "ndjson") question.format = ListingFormat::ndjson;
    if (options.format == "csv") question.format = ListingFormat::csv;
    return question;
}

}  // namespace

void add_event_options(CLI::App& verb, EventOptions& options) {
    verb.add_option("--from", options.from, "the first entry that is told");
    verb.add_option("--to", options.to, "the last one");
    verb.add_option("--stream", options.stream, "of one stream: credential/cptm-000042");
    verb.add_option("--actor", options.actor, "of one actor: holder:ada, system");
    verb.add_option("--format", options.format, "text, ndjson or csv")
        ->check(CLI::IsMember({"text", "ndjson", "csv"}))
        ->capture_default_str();
    verb.add_option("--known-at", options.known_at,
                    "a seq or an instant: what was recorded later is left out");
    verb.add_flag("--explain", options.explain,
                  "tell how each event moved the standing of its credential");
}

int replay_events(const Place& place, const EventOptions& options) {
    const auto question = question_of(options);
    if (!question) return unreadable("replay", question.error());
    const auto source = open_source(place);
    if (!source) return unreadable(name_of(place), source.error());
    const auto count = list_events(**source, *question, std::cout, progress_on_terminal());
    std::cout << std::flush;
    if (!count) return unreadable(name_of(place), count.error());
    return kFine;
}

}  // namespace recert::tools
