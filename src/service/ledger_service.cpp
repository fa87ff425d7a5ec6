#include "service/ledger_service.hpp"

#include "service/access.hpp"
#include "service/checkpointing.hpp"
#include "service/collection.hpp"
#include "service/erasure.hpp"
#include "service/evidence.hpp"
#include "service/first_start.hpp"
#include "service/history.hpp"
#include "service/lists.hpp"
#include "service/opened_ledger.hpp"
#include "service/programs.hpp"
#include "service/proofs.hpp"
#include "service/rebuilding.hpp"
#include "service/representation.hpp"
#include "service/sealing.hpp"
#include "service/states.hpp"
#include "service/sweep.hpp"
#include "service/tokens.hpp"
#include "service/what_if.hpp"

namespace recert::service {
namespace {

// Of one that may read an entry. Others read all or nothing; a holder's own sees its own.
bool sees_fields(const Principal& reader) {
    return may_read_ledger(reader).has_value() || reader.role == Role::holder;
}

}  // namespace

// In the order in which they are needed: what works in the background ends first, then the
// sequencer, then the last checkpoint is signed.
struct LedgerService::Parts {
    Parts(const ServiceOptions& service_options, OpenedLedger opened,
          std::unique_ptr<LedgerClock> its_clock)
        : options(service_options),
          ledger(std::move(opened)),
          clock(std::move(its_clock)),
          tokens(*ledger.log, *clock) {}

    Surroundings surroundings() {
        return {*ledger.log, *ledger.vault, cache, *clock, *options.randomness};
    }

    // A question with all that a read needs, as of this moment.
    template <class Question>
    auto read(const Question& question) const
        -> decltype(question(std::declval<const Reading&>())) {
        const auto now = ledger.log->reader();
        if (!now) return tl::unexpected(now.error());
        return question(Reading{*now, cache, *ledger.vault, clock->now()});
    }

    ServiceOptions options;
    OpenedLedger ledger;
    std::unique_ptr<LedgerClock> clock;
    mutable RecordCache cache;
    Tokens tokens;
    std::unique_ptr<Checkpointing> checkpointing;
    std::unique_ptr<Sequencer> sequencer;
    std::unique_ptr<Erasure> erasure;
    std::unique_ptr<Sweep> sweep;
    std::unique_ptr<Rebuilding> rebuilding;
};

std::filesystem::path admin_token_path(const std::filesystem::path& data) {
    return data / "admin.token";
}

Result<std::unique_ptr<LedgerService>> LedgerService::open(const ServiceOptions& options) {
    OpeningOptions opening{options.data, options.origin,      true,
                           options.sync, options.file_system, options.disk_reserve_bytes};
    auto opened = open_ledger(opening);
    if (!opened) return tl::unexpected(opened.error());
    auto clock = LedgerClock::open(*opened->log, options.clock, options.wanted_clock);
    if (!clock) return tl::unexpected(clock.error());
    auto parts = std::make_unique<Parts>(options, std::move(*opened), std::move(*clock));
    RECERT_TRY(parts->tokens.ensure_admin(options.data));
    ledger::Log& log = *parts->ledger.log;
    RECERT_TRY(renew_register(log, options.progress));
    RECERT_TRY(publish_built_in_programs(log, parts->surroundings()));
    RECERT_TRY(finish_erasures(parts->ledger));
    auto decider = Decider::open(parts->surroundings());
    if (!decider) return tl::unexpected(decider.error());
    parts->checkpointing = std::make_unique<Checkpointing>(log, parts->ledger.signers);
    parts->sequencer = std::make_unique<Sequencer>(parts->surroundings(), log, std::move(*decider),
                                                   options.queue_max);
    parts->erasure =
        std::make_unique<Erasure>(parts->surroundings(), parts->ledger, *parts->sequencer);
    parts->sweep = std::make_unique<Sweep>(
        parts->surroundings(), log, *parts->sequencer, options.sweep_period,
        Collection(log, *parts->ledger.evidence, parts->cache, *parts->clock));
    parts->rebuilding = std::make_unique<Rebuilding>(log, *parts->sequencer, *parts->clock);
    return std::unique_ptr<LedgerService>(new LedgerService(std::move(parts)));
}

LedgerService::LedgerService(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
LedgerService::~LedgerService() = default;

void LedgerService::append(Append request, std::function<void(Result<Appended>)> done) {
    auto command = intake(std::move(request), parts_->ledger.secrets.idempotency);
    if (!command) return done(tl::unexpected(command.error()));
    command->done = std::move(done);
    parts_->sequencer->submit(std::move(*command));
}

Result<events::Json> LedgerService::representation(const Appended& appended,
                                                   const Principal& reader) const {
    return parts_->read(
        [&](const Reading& reading) { return represent(reading, appended, reader); });
}

Result<State> LedgerService::state(const events::StreamName& stream, const When& when,
                                   const Principal& reader) const {
    return parts_->read(
        [&](const Reading& reading) { return state_of(reading, stream, when, reader); });
}

Result<Page> LedgerService::list(const ListQuery& query, const Principal& reader) const {
    return parts_->read([&](const Reading& reading) { return list_page(reading, query, reader); });
}

Result<Page> LedgerService::events(const EventsQuery& query, const Principal& reader) const {
    return parts_->read([&](const Reading& reading) {
        return history(reading.reader, reading.cache, reading.vault, query, reader, reading.now);
    });
}

Result<events::Json> LedgerService::event(Seq seq, const Principal& reader) const {
    const auto bytes = entry(seq, reader);
    if (!bytes) return tl::unexpected(bytes.error());
    return envelope_json(*parts_->ledger.vault, *bytes,
                         sees_fields(reader) ? Sight::opened : Sight::sealed);
}

Result<events::Json> LedgerService::openings(Seq seq, const Principal& reader) const {
    const auto bytes = entry(seq, reader);
    if (!bytes) return tl::unexpected(bytes.error());
    if (!sees_fields(reader))
        return fail(ErrorCode::forbidden, "this token may not see what is sealed");
    return openings_of(*parts_->ledger.vault, *bytes);
}

Result<std::string> LedgerService::entry(Seq seq, const Principal& reader) const {
    const auto now = parts_->ledger.log->reader();
    if (!now) return tl::unexpected(now.error());
    const auto nothing = [] { return fail(ErrorCode::not_found, "there is no such entry"); };
    if (!now->size().covers(seq)) return nothing();
    auto bytes = now->entry(seq);
    if (!bytes || may_read_ledger(reader)) return bytes;
    const auto envelope = events::parse(*bytes);
    const auto stream =
        envelope ? events::parse_stream_name(envelope->value("stream", "")) : std::nullopt;
    if (!stream) return fail(ErrorCode::corrupt, "an entry names no stream");
    if (!readable_stream(*now, parts_->cache, *stream, reader)) return nothing();
    return bytes;
}

Result<std::string> LedgerService::checkpoint() const {
    return parts_->read([](const Reading& reading) { return newest_checkpoint(reading.reader); });
}

std::string LedgerService::verifier_keys() const {
    return verifier_keys_text(parts_->ledger.signers);
}

Result<std::string> LedgerService::tile(std::string_view level, std::string_view path) const {
    return parts_->read(
        [&](const Reading& reading) { return tile_at(reading.reader, level, path); });
}

Result<std::string> LedgerService::bundle(std::string_view path, const Principal& reader) const {
    RECERT_TRY(may_audit(reader));
    return parts_->read([&](const Reading& reading) { return bundle_at(reading.reader, path); });
}

Result<events::Json> LedgerService::consistency(std::uint64_t older, std::uint64_t newer) const {
    return parts_->read(
        [&](const Reading& reading) { return consistency_of(reading.reader, older, newer); });
}

Result<Receipt> LedgerService::receipt(Seq seq, std::optional<std::uint64_t> size,
                                       const Principal& reader) const {
    RECERT_TRY(entry(seq, reader));  // whoever may read it may have its receipt
    return parts_->read(
        [&](const Reading& reading) { return receipt_of(reading.reader, seq, size); });
}

void LedgerService::when_signed(Seq seq, std::function<void()> then) {
    if (seq.value >= size()) return then();
    parts_->checkpointing->when_signed(seq, std::move(then));
}

Result<Page> LedgerService::practicums(const std::string& program, const PracticumsQuery& query,
                                       const Principal& reader) const {
    return parts_->read(
        [&](const Reading& reading) { return practicums_of(reading, program, query, reader); });
}

Result<Page> LedgerService::rules(const std::string& program, const When& when,
                                  const Paging& paging, const Principal& reader) const {
    return parts_->read(
        [&](const Reading& reading) { return rules_of(reading, program, when, paging, reader); });
}

Result<State> LedgerService::rules_version(const std::string& program, std::int64_t version,
                                           const When& when, const Principal& reader) const {
    return parts_->read([&](const Reading& reading) {
        return rules_version_of(reading, program, version, when, reader);
    });
}

Result<State> LedgerService::quote(const std::string& program, const QuoteQuery& query,
                                   const Principal& reader) const {
    return parts_->read(
        [&](const Reading& reading) { return quote_of(reading, program, query, reader); });
}

Result<Page> LedgerService::what_if(const std::string& program, const WhatIfQuery& query,
                                    const Principal& reader) const {
    return parts_->read(
        [&](const Reading& reading) { return what_if_page(reading, program, query, reader); });
}

Result<Principal> LedgerService::authenticate(std::string_view token) const {
    return parts_->tokens.authenticate(token);
}

Result<events::Json> LedgerService::create_token(const Principal& by, const events::Json& wanted) {
    return parts_->tokens.create(by, wanted);
}

Result<Page> LedgerService::tokens(const Principal& by, const Paging& paging) const {
    return parts_->tokens.list(by, paging);
}

Status LedgerService::revoke_token(const Principal& by, const std::string& id) {
    return parts_->tokens.revoke(by, id);
}

Result<Erased> LedgerService::erase(Append request) {
    return parts_->erasure->erase(std::move(request));
}
Result<bool> LedgerService::put_evidence(const EvidenceFile& file, const Principal& by) {
    return parts_->read(
        [&](const Reading& reading) { return file_evidence(reading, parts_->ledger, file, by); });
}
Result<EvidenceFile> LedgerService::evidence(const std::string& holder, const std::string& sha256,
                                             const Principal& reader) const {
    return parts_->read([&](const Reading& reading) {
        return evidence_of(reading, parts_->ledger, holder, sha256, reader);
    });
}

Result<Page> LedgerService::projections(const Principal& reader) const {
    RECERT_TRY(may_read_ledger(reader));
    return parts_->read([&](const Reading& reading) -> Result<Page> {
        auto all = parts_->rebuilding->projections(reading.reader);
        if (!all) return tl::unexpected(all.error());
        return Page{std::move(*all), std::nullopt};
    });
}

Status LedgerService::rebuild(const Principal& by, std::string_view projection) {
    RECERT_TRY(may_operate(by));
    return parts_->rebuilding->begin(projection);
}

ClockState LedgerService::clock() const { return parts_->clock->state(); }

Result<ClockState> LedgerService::put_clock_forward(const Principal& by, events::Instant to) {
    RECERT_TRY(may_operate(by));
    RECERT_TRY(parts_->clock->put_forward(to));
    parts_->sweep->nudge();
    return parts_->clock->state();
}

Status LedgerService::ready() const { return parts_->sequencer->writable(); }
Result<SweepState> LedgerService::sweep_state() const { return parts_->sweep->state(); }
Vitals LedgerService::vitals() const {
    Vitals out = parts_->sequencer->vitals();
    if (const auto disk = parts_->ledger.log->disk_space()) out.disk = *disk;
    out.projections.push_back({views::kRegisterName, out.events});
    if (const auto built = parts_->rebuilding->done())
        out.projections.push_back({"register-rebuild", *built});
    if (const auto swept = parts_->sweep->state())
        out.projections.push_back({"sweep", swept->position.value});
    return out;
}
Status LedgerService::settle() { return parts_->sweep->settle(); }
std::uint64_t LedgerService::size() const { return parts_->sequencer->growth().size(); }
void LedgerService::on_growth(std::function<void()> grown) {
    parts_->sequencer->growth().listen(std::move(grown));
}
Committed LedgerService::committed() const { return parts_->sequencer->committed(); }

}  // namespace recert::service
