#include "service/states.hpp"

#include "projections/standing.hpp"
#include "service/about.hpp"
#include "service/questions.hpp"
#include "service/zones.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;
using events::StreamName;

tl::unexpected<Error> nothing_there() {
    return fail(ErrorCode::not_found, "there is no such stream, or there was none yet");
}

template <class Record>
Result<std::shared_ptr<const Record>> load_other(const ledger::Reader& reader, RecordCache& cache,
                                                 const StreamName& name, Seq known) {
    auto record = load_at(reader, cache, name, known);
    if (!record) return tl::unexpected(record.error());
    return std::get<std::shared_ptr<const Record>>(*record);
}

// The zone a stream's days are in.
Result<std::string> zone_of(const Reading& reading, const StreamName& stream, const Held& record,
                            Seq known) {
    const std::string program = program_of(stream, record);
    if (program.empty()) return std::string(kUtc);
    const auto held = load_other<projections::Program>(reading.reader, reading.cache,
                                                       {StreamKind::program, program}, known);
    if (!held) return tl::unexpected(held.error());
    return (*held)->timezone();
}

template <class E, class Record>
events::Date began_on(const Record& record) {
    return record.template all<E>().front().on;
}

events::Date began_on(const StreamName& stream, const Held& record) {
    switch (stream.kind) {
        case StreamKind::program:
            return began_on<events::ProgramPublished>(std::get<0>(record)->record());
        case StreamKind::organization:
            return began_on<events::OrganizationRegistered>(*std::get<1>(record));
        case StreamKind::holder:
            return began_on<events::HolderRegistered>(*std::get<2>(record));
        case StreamKind::credential:
            break;
    }
    return began_on<events::CredentialRegistered>(*std::get<3>(record));
}

Result<Json> body_of(const Reading& reading, const StreamName& stream, const Asked& asked,
                     const Principal& who) {
    if (stream.kind == StreamKind::program)
        return program_json(*std::get<std::shared_ptr<const projections::Program>>(asked.record),
                            asked.as_of);
    if (stream.kind != StreamKind::credential)
        return merged_data(reading, stream, asked.version, asked.as_of, who);
    const auto& credential =
        *std::get<std::shared_ptr<const projections::CredentialRecord>>(asked.record);
    const auto context =
        context_at(reading.reader, reading.cache, registration(credential), asked.known);
    if (!context) return tl::unexpected(context.error());
    return projections::standing_json(credential, *context, asked.as_of);
}

void add_times(Json& body, events::Date as_of, Seq known, events::Instant known_time) {
    body["as_of"] = events::format_date(as_of);
    body["known_at"] = {{"seq", known.value}, {"time", events::format_instant(known_time)}};
}

}  // namespace

Result<projections::Context> context_at(const ledger::Reader& reader, RecordCache& cache,
                                        const events::CredentialRegistered& credential, Seq known) {
    projections::Context context;
    auto program = load_other<projections::Program>(
        reader, cache, {StreamKind::program, credential.program.text}, known);
    if (!program) return tl::unexpected(program.error());
    context.program = *program;
    auto holder = load_other<projections::HolderRecord>(
        reader, cache, {StreamKind::holder, credential.holder.text}, known);
    if (!holder) return tl::unexpected(holder.error());
    context.holder = *holder;
    if (!credential.organization) return context;
    auto organization = load_other<projections::OrganizationRecord>(
        reader, cache, {StreamKind::organization, credential.organization->text}, known);
    if (!organization) return tl::unexpected(organization.error());
    context.organization = *organization;
    return context;
}

Result<Json> standing_of(const projections::CredentialRecord& record,
                         const projections::Context& context, const std::string& id,
                         events::Date as_of, Seq known, events::Instant known_time) {
    Json body = projections::standing_json(record, context, as_of);
    body["id"] = id;
    body["version"] = record.version().value;
    add_times(body, as_of, known, known_time);
    return body;
}

void add_times(Json& body, const Asked& asked) {
    add_times(body, asked.as_of, asked.known, asked.known_time);
    if (asked.is_projected) body["projected"] = true;
}

Result<Asked> ask(const Reading& reading, const StreamName& stream, const When& when,
                  const Principal& who) {
    const auto known = parse_known_at(reading.reader, when.known_at, reading.now);
    if (!known) return tl::unexpected(known.error());
    if (!*known) return nothing_there();
    const auto version = version_at(reading.reader, stream, **known);
    if (!version) return tl::unexpected(version.error());
    if (version->value == 0) return nothing_there();
    const auto record = load(reading.reader, reading.cache, stream, *version);
    if (!record) return tl::unexpected(record.error());
    About subject = about(stream, *record);
    if (who.role == Role::sponsor && stream.kind == StreamKind::credential) {
        const auto shared = shares_with_sponsor(reading.reader, reading.cache, subject.holder);
        if (!shared) return tl::unexpected(shared.error());
        subject.is_shared = *shared;
    }
    RECERT_TRY(may_read(who, subject));
    const auto zone = zone_of(reading, stream, *record, **known);
    if (!zone) return tl::unexpected(zone.error());
    const auto today = local_date(reading.now, *zone);
    if (!today) return tl::unexpected(today.error());
    const auto as_of = parse_as_of(when.as_of, *today);
    if (!as_of) return tl::unexpected(as_of.error());
    if (began_on(stream, *record) > *as_of) return nothing_there();
    const auto known_time = recorded_at(reading.reader, **known);
    if (!known_time) return tl::unexpected(known_time.error());
    return Asked{*record, *version, **known, *known_time, *as_of, *as_of > *today};
}

Result<State> state_of(const Reading& reading, const StreamName& stream, const When& when,
                       const Principal& who) {
    const auto asked = ask(reading, stream, when, who);
    if (!asked) return tl::unexpected(asked.error());
    auto body = body_of(reading, stream, *asked, who);
    if (!body) return tl::unexpected(body.error());
    (*body)["id"] = stream.id;
    (*body)["version"] = asked->version.value;
    add_times(*body, *asked);
    return State{std::move(*body), asked->version};
}

}  // namespace recert::service
