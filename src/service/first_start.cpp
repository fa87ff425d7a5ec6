#include "service/first_start.hpp"

#include "events/codec.hpp"
#include "projections/built_in.hpp"

namespace recert::service {
namespace {

using events::StreamKind;

Result<Command> publication(const projections::BuiltInProgram& program, events::Instant now,
                            Status& outcome) {
    auto event = events::parse_event(StreamKind::program, events::ProgramPublished::kType,
                                     program.published);
    if (!event) return tl::unexpected(event.error());
    Command command;
    command.principal = {Role::admin, "system"};
    command.actor = {"system"};
    command.stream = {StreamKind::program, program.id};
    command.creates = true;
    command.may_exist = true;  // its next rules
    // The rules were the body's own before there was a ledger: a question about a day since they
    // took effect finds the program. Those that take effect later are said today.
    const auto from = program.published["effective_from"].get<std::string>();
    std::optional<events::OccurredAt> published_on;
    if (events::parse_date(from) < std::chrono::floor<std::chrono::days>(now))  // in every zone
        published_on = events::parse_occurred_at(from).value();
    command.items.push_back({std::move(*event), published_on, {}});
    command.done = [&outcome](const Result<Appended>& appended) {
        if (!appended && outcome) outcome = tl::unexpected(appended.error());
    };
    return command;
}

}  // namespace

Status publish_built_in_programs(ledger::Log& log, const Surroundings& surroundings) {
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    if (reader->size().value > 0) return {};
    auto decider = Decider::open(surroundings);
    if (!decider) return tl::unexpected(decider.error());
    auto group = decider->begin(0);
    if (!group) return tl::unexpected(group.error());
    Status outcome;
    for (const auto& program : projections::built_in_programs()) {
        auto command = publication(program, surroundings.clock.now(), outcome);
        if (!command) return tl::unexpected(command.error());
        decider->take(std::move(*command), *group);
    }
    for (Answer& answer : group->answers) answer.done(std::move(answer.outcome));
    RECERT_TRY(outcome);
    group->writes.views.push_back(
        {views::live_build_key(), views::live_build_value(views::Build{})});
    return log.append(group->writes);
}

}  // namespace recert::service
