#include "service/ledger_service.hpp"

#include "service/access.hpp"
#include "service/badging.hpp"
#include "service/evidence.hpp"
#include "service/first_start.hpp"
#include "service/issuing_papers.hpp"
#include "service/ledger_parts.hpp"

namespace recert::service {

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
    RECERT_TRY(parts->tokens.open());
    auto accesses = Accesses::open(options.data, *parts->clock, options.file_system);
    if (!accesses) return tl::unexpected(accesses.error());
    parts->accesses = std::move(*accesses);
    ledger::Log& log = *parts->ledger.log;
    auto sign_in =
        SigningIn::open(options.issuer, options.data, log, *parts->accesses, *options.clock);
    if (!sign_in) return tl::unexpected(sign_in.error());
    parts->sign_in = std::move(*sign_in);
    parts->papers = std::make_unique<IssuingPapers>(parts->surroundings(), *parts->accesses);
    RECERT_TRY(renew_register(log, options.progress));
    RECERT_TRY(publish_built_in_programs(log, parts->surroundings()));
    RECERT_TRY(finish_erasures(parts->ledger));
    auto badges =
        Badging::open(options.data, options.origin, log, parts->surroundings(), *parts->accesses);
    if (!badges) return tl::unexpected(badges.error());
    parts->badges = std::move(*badges);
    auto decider = Decider::open(parts->surroundings());
    if (!decider) return tl::unexpected(decider.error());
    parts->reports = std::make_unique<Reporting>(parts->surroundings(), *parts->accesses);
    parts->calendars =
        std::make_unique<LedgerCalendars>(parts->surroundings(), log, *parts->accesses);
    parts->verifications = std::make_unique<LedgerVerifications>(parts->surroundings());
    parts->checkpointing = std::make_unique<Checkpointing>(log, parts->ledger.signers);
    parts->sequencer = std::make_unique<Sequencer>(parts->surroundings(), log, std::move(*decider),
                                                   options.queue_max);
    parts->erasure =
        std::make_unique<Erasure>(parts->surroundings(), parts->ledger, *parts->sequencer);
    parts->sweep = std::make_unique<Sweep>(
        parts->surroundings(), log, *parts->sequencer, options.sweep_period,
        Collection(log, *parts->ledger.evidence, parts->cache, *parts->clock));
    parts->rebuilding = std::make_unique<Rebuilding>(log, *parts->sequencer, *parts->clock);
    parts->reminding = std::make_unique<Reminding>(
        options.reminders, parts->surroundings(), log, *parts->sequencer, *parts->accesses,
        *options.clock, parts->ledger.secrets.idempotency, options.sweep_period);
    parts->backing_up = std::make_unique<BackingUp>(
        BackupSources{options.data, parts->ledger, *parts->accesses, *parts->clock},
        options.backups);
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

Result<Principal> LedgerService::authenticate(std::string_view token) const {
    return looks_like_jwt(token) ? parts_->sign_in->bearer(token)
                                 : parts_->tokens.authenticate(token);
}

Result<events::Json> LedgerService::create_token(const Principal& by, const events::Json& wanted) {
    return parts_->tokens.create(by, wanted);
}

Result<Page> LedgerService::tokens(const Principal& by, const Paging& paging) const {
    return parts_->tokens.list(by, paging);
}

Result<events::Json> LedgerService::token(const Principal& by, const std::string& id) const {
    return parts_->tokens.one(by, id);
}

Status LedgerService::revoke_token(const Principal& by, const std::string& id) {
    return parts_->tokens.revoke(by, id);
}

Backups& LedgerService::backups() const { return *parts_->backing_up; }
SignIn& LedgerService::sign_in() const { return *parts_->sign_in; }
Papers& LedgerService::papers() const { return *parts_->papers; }
Badges& LedgerService::badges() const { return *parts_->badges; }
Calendars& LedgerService::calendars() const { return *parts_->calendars; }
Verifications& LedgerService::verifications() const { return *parts_->verifications; }
Notices& LedgerService::notices() const { return *parts_->reminding; }
Reports& LedgerService::reports() const { return *parts_->reports; }

Result<Erased> LedgerService::erase(Append request) {
    const bool is_tried = request.dry_run;
    auto erased = parts_->erasure->erase(std::move(request));
    if (!erased || is_tried) return erased;
    RECERT_TRY(parts_->calendars->forget_holders(erased->holders));
    for (const std::string& holder : erased->holders)
        RECERT_TRY(parts_->sign_in->forget_holder(holder));
    return erased;
}
Result<bool> LedgerService::put_evidence(const EvidenceFile& file, const Principal& by) {
    return parts_->read(
        [&](const Reading& reading) { return file_evidence(reading, parts_->ledger, file, by); });
}

Result<Page> LedgerService::projections(const Principal& reader) const {
    RECERT_TRY(may_use(reader, Right::whole));
    return parts_->read([&](const Reading& reading) -> Result<Page> {
        auto all = parts_->rebuilding->projections(reading.reader);
        if (!all) return tl::unexpected(all.error());
        return Page{std::move(*all), std::nullopt};
    });
}

Status LedgerService::rebuild(const Principal& by, std::string_view projection) {
    RECERT_TRY(may_use(by, Right::operate));
    return parts_->rebuilding->begin(projection);
}

ClockState LedgerService::clock() const { return parts_->clock->state(); }

Result<ClockState> LedgerService::put_clock_forward(const Principal& by, events::Instant to) {
    RECERT_TRY(may_use(by, Right::operate));
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
