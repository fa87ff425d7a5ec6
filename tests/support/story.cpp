#include "support/story.hpp"

#include <stdexcept>

namespace recert::testing {
namespace {

events::Recorded recorded_of(const domain::Proposal& proposal, Seq seq, StreamVersion version) {
    events::Recorded recorded{};
    recorded.envelope.seq = seq;
    recorded.envelope.version = version;
    recorded.envelope.occurred_at = proposal.occurred_at;
    recorded.envelope.on = proposal.on;
    recorded.envelope.reported_on = proposal.reported_on;
    recorded.envelope.actor = proposal.actor;
    recorded.event = proposal.event;
    return recorded;
}

Result<domain::Command> command_of(events::StreamKind kind, const std::string& type,
                                   const std::string& at, const events::Json& data,
                                   const std::string& actor) {
    auto event = events::parse_event(kind, type, data);
    if (!event) return tl::unexpected<Error>(event.error());
    const auto occurred = events::parse_occurred_at(at).value();
    return domain::Command{
        std::move(*event), occurred, std::get<events::Date>(occurred.when), {actor}};
}

template <class Record>
std::vector<std::string> append(Record& record, StreamVersion version, Seq& next,
                                const domain::Proposals& proposals) {
    std::vector<std::string> types;
    for (const auto& proposal : proposals) {
        version = version.next();
        record.apply(recorded_of(proposal, next, version));
        next = next.next();
        types.emplace_back(events::type_of(proposal.event));
    }
    return types;
}

void must(const Result<std::vector<std::string>>& told) {
    if (!told) throw std::logic_error(told.error().message + " " + told.error().pointer);
}

}  // namespace

events::Json Story::built_in(const std::string& program) {
    for (auto& built_in : projections::built_in_programs())
        if (built_in.id == program) return built_in.published;
    throw std::logic_error("no such program");
}

events::Json Story::with_rules(const std::string& rules) {
    return {{"name", "A program"},
            {"issuer", "A body"},
            {"url", "https://example.org"},
            {"timezone", "America/New_York"},
            {"effective_from", "2015-01-01"},
            {"rules", events::Json::parse(rules)}};
}

Story::Story(events::Json published, events::Json holder)
    : today(events::parse_date("2026-11-21").value()) {
    must(program("program.published", "2015-01-01", std::move(published)));
    holder.update({{"name", "Ada"}, {"email", "ada@example.org"}});
    const auto command = command_of(events::StreamKind::holder, "holder.registered", "2015-01-02",
                                    holder, "staff:s");
    const auto proposals = domain::decide(*holder_, *command, {today, next_, 7});
    append(*holder_, holder_->version(), next_, *proposals);
}

Result<std::vector<std::string>> Story::program(const std::string& type, const std::string& at,
                                                events::Json data) {
    const auto command = command_of(events::StreamKind::program, type, at, data, "admin:a");
    if (!command) return tl::unexpected<Error>(command.error());
    const auto proposals = domain::decide(*program_, *command, {today, next_, 7});
    if (!proposals) return tl::unexpected<Error>(proposals.error());
    return append(*program_, program_->record().version(), next_, *proposals);
}

Result<std::vector<std::string>> Story::tell(const std::string& type, const std::string& at,
                                             events::Json data, const std::string& actor) {
    const auto command = command_of(events::StreamKind::credential, type, at, data, actor);
    if (!command) return tl::unexpected<Error>(command.error());
    const auto proposals = domain::decide(*record_, context(), *command, {today, next_, 7});
    if (!proposals) return tl::unexpected<Error>(proposals.error());
    return append(*record_, record_->version(), next_, *proposals);
}

std::vector<std::string> Story::again() {
    return append(*record_, record_->version(), next_,
                  domain::decide_again(*record_, context(), {today, next_, 7}));
}

void Story::registered() {
    must(program("practicum.scheduled", "2015-01-02",
                 {{"practicum", "p1"},
                  {"starts_on", "2020-03-02"},
                  {"ends_on", "2020-03-06"},
                  {"format", "virtual"}}));
    must(tell("credential.registered", "2020-01-10",
              {{"program", "cptm"}, {"holder", "ada"}, {"practicum", "p1"}}));
}

void Story::awarded(const std::string& passed) {
    registered();
    for (int module = 1; module <= 10; ++module)
        must(tell("module.completed", "2020-02-20", {{"module", module}}));
    must(tell("practicum.attended", "2020-03-06", {{"practicum", "p1"}, {"complete", true}}));
    must(tell("exam.passed", passed, {{"score", 88}}));
}

void Story::certified(const std::string& passed) {
    must(tell("credential.registered", passed, {{"program", "cptm"}, {"holder", "ada"}}));
    must(tell("exam.passed", passed, events::Json::object()));
}

std::vector<std::string> Story::log(const std::string& activity, const std::string& on,
                                    const events::Json& credit, events::Json more) {
    more.update({{"activity", activity}, {"title", "T"}, {"completed_on", on}});
    more["credit"] = credit;
    auto told = tell("cpe.logged", on, std::move(more));
    must(told);
    return std::move(*told);
}

std::vector<std::string> Story::pay(const std::string& on, std::int64_t amount,
                                    const std::string& kind) {
    auto told = tell("fee.paid", on,
                     {{"kind", kind}, {"money", {{"amount", amount}, {"currency", "USD"}}}});
    must(told);
    return std::move(*told);
}

events::Json Story::standing(const std::string& as_of) const {
    return projections::standing_json(*record_, context(), events::parse_date(as_of).value());
}

events::Json find(const events::Json& list, const std::string& key, const events::Json& value) {
    for (const auto& element : list)
        if (element.contains(key) && element[key] == value) return element;
    return nullptr;
}

}  // namespace recert::testing
