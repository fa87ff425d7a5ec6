#include "service/representation.hpp"

#include "events/codec.hpp"
#include "service/about.hpp"
#include "service/sealing.hpp"
#include "service/zones.hpp"

namespace recert::service {
namespace {

using events::Json;

Result<std::vector<events::Recorded>> decoded(const Appended& appended) {
    std::vector<events::Recorded> out;
    for (const std::string& entry : appended.entries) {
        auto recorded = events::decode(entry);
        if (!recorded) return tl::unexpected(recorded.error());
        out.push_back(std::move(*recorded));
    }
    return out;
}

// The record after the append; a dry run's events are in no ledger, so they are folded on top.
Result<Held> record_after(const Reading& reading, const Appended& appended) {
    if (!appended.dry_run)
        return load(reading.reader, reading.cache, appended.stream, appended.version);
    const StreamVersion before{appended.version.value - appended.entries.size()};
    const auto record = load(reading.reader, reading.cache, appended.stream, before);
    if (!record) return tl::unexpected(record.error());
    const auto events = decoded(appended);
    if (!events) return tl::unexpected(events.error());
    Fold fold(*record);
    for (const events::Recorded& recorded : *events) fold.apply(recorded);
    return fold.done();
}

Result<Json> standing_after(const Reading& reading, const Appended& appended,
                            const projections::CredentialRecord& record) {
    const auto last = events::decode(appended.entries.back());
    if (!last) return tl::unexpected(last.error());
    const events::Instant recorded_at = last->envelope.recorded_at;
    const auto context =
        context_at(reading.reader, reading.cache, registration(record), appended.last);
    if (!context) return tl::unexpected(context.error());
    const auto as_of = local_date(recorded_at, context->program->timezone());
    if (!as_of) return tl::unexpected(as_of.error());
    return standing_of(record, *context, appended.stream.id, *as_of, appended.last, recorded_at);
}

}  // namespace

Result<Json> represent(const Reading& reading, const Appended& appended, const Principal& who) {
    const auto record = record_after(reading, appended);
    if (!record) return tl::unexpected(record.error());
    Sight sight = Sight::sealed;
    const About subject = about(appended.stream, *record);
    if (may_open(who, subject.holder)) sight = appended.dry_run ? Sight::marked : Sight::opened;
    Json body = {{"events", Json::array()}};
    // What follows from an event tells of a standing that not all who append may know.
    const bool sees_all = may_read(who, subject).has_value();
    const std::string actor = who.actor().text;
    for (const std::string& entry : appended.entries) {
        auto envelope = envelope_json(reading.vault, entry, sight);
        if (!envelope) return tl::unexpected(envelope.error());
        if (sees_all || (*envelope)["actor"] == actor)
            body["events"].push_back(std::move(*envelope));
    }
    if (appended.stream.kind != events::StreamKind::credential || !sees_all) return body;
    auto standing =
        standing_after(reading, appended,
                       *std::get<std::shared_ptr<const projections::CredentialRecord>>(*record));
    if (!standing) return tl::unexpected(standing.error());
    body["standing"] = std::move(*standing);
    return body;
}

}  // namespace recert::service
