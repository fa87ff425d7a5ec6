#include "service/collection.hpp"

#include <chrono>

#include "domain/decide.hpp"
#include "events/json.hpp"
#include "projections/retention.hpp"
#include "service/person.hpp"
#include "service/records.hpp"
#include "service/states.hpp"
#include "service/zones.hpp"
#include "views/register_index.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;

const std::string kCollectedView = std::string("evidence") + '\0' + "collected";

events::Date day_of(events::Instant at) { return std::chrono::floor<std::chrono::days>(at); }

struct Collected {
    events::Date day;
    std::string cursor;  // the last holder done
    bool is_done = false;
};

Result<Collected> collected_by(const ledger::Reader& reader, events::Date today) {
    const auto noted = reader.view(kCollectedView);
    if (!noted) return tl::unexpected(noted.error());
    const auto value = *noted ? events::parse(**noted) : Result<Json>(Json::object());
    const auto day = value ? events::parse_date(value->value("day", "")) : std::nullopt;
    if (!day || *day != today) return Collected{today, {}, false};
    return Collected{today, value->value("cursor", ""), !value->contains("cursor")};
}

ledger::ViewChange note(const Collected& collected) {
    Json value = {{"day", events::format_date(collected.day)}};
    if (!collected.is_done) value["cursor"] = collected.cursor;
    return {kCollectedView, events::canonical(value)};
}

// What a holder's credentials need.
Status add_needs(const ledger::Reader& reader, RecordCache& cache, const std::string& holder,
                 events::Instant now, std::vector<projections::EvidenceNeeds>& needs) {
    const auto build = views::live_build(reader);
    if (!build) return tl::unexpected(build.error());
    const Seq known{reader.size().value - 1};
    Status outcome;
    const auto add = [&](std::string_view id) -> Status {
        const auto held = load_at(reader, cache, {StreamKind::credential, std::string(id)}, known);
        if (!held) return tl::unexpected(held.error());
        const auto& record = *std::get<std::shared_ptr<const projections::CredentialRecord>>(*held);
        const auto context = context_at(reader, cache, registration(record), known);
        if (!context) return tl::unexpected(context.error());
        const auto today = local_date(now, context->program->timezone());
        if (!today) return tl::unexpected(today.error());
        needs.push_back(projections::evidence_needs(record, *context, *today));
        return {};
    };
    RECERT_TRY(views::visit_credentials(reader, *build, {StreamKind::holder, holder}, {},
                                        [&](std::string_view id) {
                                            outcome = add(id);
                                            return outcome.has_value();
                                        }));
    return outcome;
}

Result<bool> is_under_hold(const ledger::Reader& reader, RecordCache& cache,
                           const std::string& holder) {
    const auto held = load_newest(reader, cache, {StreamKind::holder, holder});
    if (!held) return tl::unexpected(held.error());
    return domain::is_held(*std::get<std::shared_ptr<const projections::HolderRecord>>(*held));
}

}  // namespace

Status Collection::collect(const ledger::Reader& reader, const std::string& holder,
                           events::Instant now) {
    const auto files = evidence_.files(holder);
    if (!files) return tl::unexpected(files.error());
    const auto person = person_of(reader, cache_, holder);
    if (!person) return tl::unexpected(person.error());
    std::vector<projections::EvidenceNeeds> needs;
    for (const std::string& each : person->holders) {
        const auto is_held = is_under_hold(reader, cache_, each);
        if (!is_held) return tl::unexpected(is_held.error());
        if (*is_held) return {};
        RECERT_TRY(add_needs(reader, cache_, each, now, needs));
    }
    for (const privacy::KeptFile& file : *files) {
        const events::Instant since{std::chrono::milliseconds(file.since_ms)};
        if (projections::is_evidence_needed(needs, file.sha256, day_of(since), day_of(now)))
            continue;
        RECERT_TRY(evidence_.remove(holder, file.sha256));
    }
    return {};
}

Result<bool> Collection::operator()() {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    const events::Instant now = clock_.now();
    auto collected = collected_by(*reader, day_of(now));
    if (!collected) return tl::unexpected(collected.error());
    if (collected->is_done) return false;
    const auto holders = evidence_.holders(collected->cursor, kHoldersCollectedAtOnce);
    if (!holders) return tl::unexpected(holders.error());
    if (holders->empty() && collected->cursor.empty()) return false;  // there is none at all
    for (const std::string& holder : *holders) {
        const Status done = collect(*reader, holder, now);
        if (!done && done.error().code == ErrorCode::storage) return tl::unexpected(done.error());
    }
    collected->is_done = holders->size() < kHoldersCollectedAtOnce;
    if (!holders->empty()) collected->cursor = holders->back();
    const std::vector<ledger::ViewChange> noted = {note(*collected)};
    RECERT_TRY(log_.change_views(noted));
    return true;
}

}  // namespace recert::service
