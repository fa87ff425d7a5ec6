#include "service/ledger_service.hpp"

#include "service/access.hpp"
#include "service/checkpointing.hpp"
#include "service/first_start.hpp"
#include "service/history.hpp"
#include "service/lists.hpp"
#include "service/opened_ledger.hpp"
#include "service/representation.hpp"
#include "service/sealing.hpp"
#include "service/states.hpp"
#include "service/tokens.hpp"

namespace recert::service {

// In the order in which they are needed: the sequencer ends first, then the last checkpoint.
struct LedgerService::Parts {
    explicit Parts(const ServiceOptions& service_options, OpenedLedger opened)
        : options(service_options),
          ledger(std::move(opened)),
          tokens(*ledger.log, *options.clock) {}

    Surroundings surroundings() {
        return {*ledger.log, *ledger.vault, cache, *options.clock, *options.randomness};
    }

    ServiceOptions options;
    OpenedLedger ledger;
    mutable RecordCache cache;
    Tokens tokens;
    std::unique_ptr<Checkpointing> checkpointing;
    std::unique_ptr<Sequencer> sequencer;
};

std::filesystem::path admin_token_path(const std::filesystem::path& data) {
    return data / "admin.token";
}

Result<std::unique_ptr<LedgerService>> LedgerService::open(const ServiceOptions& options) {
    OpeningOptions opening{options.data, options.origin, true, options.sync, options.file_system};
    auto opened = open_ledger(opening);
    if (!opened) return tl::unexpected(opened.error());
    auto parts = std::make_unique<Parts>(options, std::move(*opened));
    RECERT_TRY(parts->tokens.ensure_admin(options.data));
    ledger::Log& log = *parts->ledger.log;
    RECERT_TRY(publish_built_in_programs(log, parts->surroundings()));
    auto decider = Decider::open(parts->surroundings());
    if (!decider) return tl::unexpected(decider.error());
    parts->checkpointing = std::make_unique<Checkpointing>(log, parts->ledger.signers);
    parts->sequencer = std::make_unique<Sequencer>(parts->surroundings(), log, std::move(*decider),
                                                   options.queue_max);
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
    const auto now = parts_->ledger.log->reader();
    if (!now) return tl::unexpected(now.error());
    const Reading reading{*now, parts_->cache, *parts_->ledger.vault, parts_->options.clock->now()};
    return represent(reading, appended, reader);
}

Result<State> LedgerService::state(const events::StreamName& stream, const When& when,
                                   const Principal& reader) const {
    const auto now = parts_->ledger.log->reader();
    if (!now) return tl::unexpected(now.error());
    const Reading reading{*now, parts_->cache, *parts_->ledger.vault, parts_->options.clock->now()};
    return state_of(reading, stream, when, reader);
}

Result<Page> LedgerService::list(const ListQuery& query, const Principal& reader) const {
    const auto now = parts_->ledger.log->reader();
    if (!now) return tl::unexpected(now.error());
    const Reading reading{*now, parts_->cache, *parts_->ledger.vault, parts_->options.clock->now()};
    return list_page(reading, query, reader);
}

Result<Page> LedgerService::events(const EventsQuery& query, const Principal& reader) const {
    const auto now = parts_->ledger.log->reader();
    if (!now) return tl::unexpected(now.error());
    return history(*now, parts_->cache, *parts_->ledger.vault, query, reader,
                   parts_->options.clock->now());
}

Result<events::Json> LedgerService::event(Seq seq, const Principal& reader) const {
    const auto bytes = entry(seq, reader);
    if (!bytes) return tl::unexpected(bytes.error());
    // Whoever gets here reads all; but a holder's own sees its own fields as well.
    const bool reads_all = may_read_ledger(reader).has_value() || reader.role == Role::holder;
    return envelope_json(*parts_->ledger.vault, *bytes, reads_all ? Sight::opened : Sight::sealed);
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

Result<Principal> LedgerService::authenticate(std::string_view token) const {
    return parts_->tokens.authenticate(token);
}

Result<events::Json> LedgerService::create_token(const Principal& by, const events::Json& wanted) {
    return parts_->tokens.create(by, wanted);
}

Result<Page> LedgerService::tokens(const Principal& by) const { return parts_->tokens.list(by); }

Status LedgerService::revoke_token(const Principal& by, const std::string& id) {
    return parts_->tokens.revoke(by, id);
}

Status LedgerService::ready() const { return parts_->sequencer->writable(); }
Committed LedgerService::committed() const { return parts_->sequencer->committed(); }

}  // namespace recert::service
