#include "service/rebuild.hpp"

#include "events/codec.hpp"
#include "service/records.hpp"
#include "service/states.hpp"
#include "store/crash_point.hpp"
#include "views/people.hpp"
#include "views/register_index.hpp"

namespace recert::service {
namespace {

constexpr std::size_t kCacheBytes = std::size_t{64} << 20;
constexpr std::size_t kChangesAtOnce = 1'000;
constexpr std::size_t kRowsRemembered = 65'536;
constexpr std::uint64_t kProgressEvery = 1'000;

}  // namespace

class Building {
  public:
    Building(ledger::Log& log, ledger::Reader reader, views::Build build)
        : log_(log), reader_(std::move(reader)), build_(build) {}

    // Up to the end of `reader`. False: told to give up.
    Result<bool> catch_up(const ledger::Reader& reader, const Progress& progress);

    views::Build build() const { return build_; }
    Seq next() const { return next_; }
    std::uint64_t rows() const { return rows_written_; }

  private:
    Status take(std::string_view entry);
    Status flush();
    Result<Held> fold(const events::Recorded& recorded);
    Status take_credential(const events::Recorded& recorded, const Held& record);
    Result<std::string> row_before(const events::Envelope& envelope);
    Status put(ledger::ViewChange change);

    ledger::Log& log_;
    ledger::Reader reader_;
    views::Build build_;
    Seq next_{};
    RecordCache cache_{kCacheBytes};
    std::unordered_map<std::string, std::string> rows_;
    std::vector<ledger::ViewChange> changes_;
    std::uint64_t rows_written_ = 0;
};

Status Building::flush() {
    RECERT_TRY(log_.change_views(changes_));
    changes_.clear();
    store::crash_point("rebuild");
    return {};
}

Status Building::put(ledger::ViewChange change) {
    ++rows_written_;
    changes_.push_back(std::move(change));
    return changes_.size() < kChangesAtOnce ? Status() : flush();
}

Result<Held> Building::fold(const events::Recorded& recorded) {
    const events::Envelope& envelope = recorded.envelope;
    auto before = load(reader_, cache_, envelope.stream, {envelope.version.value - 1});
    if (!before) return before;
    Fold fold(*before);
    fold.apply(recorded);
    Held after = fold.done();
    cache_.keep(envelope.stream.text(), after);
    return after;
}

Result<std::string> Building::row_before(const events::Envelope& envelope) {
    if (envelope.version.value == 1) return std::string();
    if (const auto found = rows_.find(envelope.stream.id); found != rows_.end())
        return found->second;
    RECERT_TRY(flush());
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    return views::Register(build_).last_row(*reader, envelope.stream.id);
}

Status Building::take_credential(const events::Recorded& recorded, const Held& held) {
    const events::Envelope& envelope = recorded.envelope;
    const auto& record = *std::get<std::shared_ptr<const projections::CredentialRecord>>(held);
    const auto context = context_at(reader_, cache_, registration(record), envelope.seq);
    if (!context) return tl::unexpected(context.error());
    auto changed =
        views::changes_by(build_, recorded, record, *context, [&] { return row_before(envelope); });
    if (!changed) return tl::unexpected(changed.error());
    for (ledger::ViewChange& change : changed->views) RECERT_TRY(put(std::move(change)));
    if (!changed->row) return {};
    if (rows_.size() >= kRowsRemembered) rows_.clear();
    rows_.insert_or_assign(envelope.stream.id, std::move(*changed->row));
    return {};
}

Status Building::take(std::string_view entry) {
    const auto recorded = events::decode(entry);
    if (!recorded) return tl::unexpected(recorded.error());
    const auto record = fold(*recorded);
    if (!record) return tl::unexpected(record.error());
    if (auto change = views::person_change(build_, *recorded)) RECERT_TRY(put(std::move(*change)));
    if (recorded->envelope.stream.kind != events::StreamKind::credential) return {};
    return take_credential(*recorded, *record);
}

Result<bool> Building::catch_up(const ledger::Reader& reader, const Progress& progress) {
    reader_ = reader;
    const std::uint64_t count = reader.size().value;
    bool goes_on = true;
    Status outcome;
    RECERT_TRY(reader.visit_entries(next_, {count}, [&](Seq seq, std::string_view entry) {
        outcome = take(entry);
        if (!outcome) return false;
        next_ = seq.next();
        if (seq.value % kProgressEvery == 0) goes_on = progress(seq.value, count);
        return goes_on;
    }));
    RECERT_TRY(outcome);
    RECERT_TRY(flush());
    return goes_on && progress(next_.value, count);
}

Rebuild::Rebuild(ledger::Log& log, views::Build live, std::unique_ptr<Building> building)
    : log_(log), live_(live), building_(std::move(building)) {}
Rebuild::Rebuild(Rebuild&&) noexcept = default;
Rebuild::~Rebuild() = default;

Result<Rebuild> Rebuild::begin(ledger::Log& log) {
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto live = views::live_build(*reader);
    if (!live) return tl::unexpected(live.error());
    const views::Build next{live->number + 1};
    RECERT_TRY(log.erase_views(views::register_prefix(next)));
    return Rebuild(log, *live, std::make_unique<Building>(log, *reader, next));
}

Result<bool> Rebuild::catch_up(const Progress& progress) {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    return building_->catch_up(*reader, progress);
}

Result<std::uint64_t> Rebuild::behind() const {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    return reader->size().value - building_->next().value;
}

views::Build Rebuild::build() const { return building_->build(); }

Status Rebuild::take_over() {
    auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    both_ = std::move(*reader);
    const std::vector<ledger::ViewChange> change = {
        {views::live_build_key(), views::live_build_value(build())}};
    return log_.change_views(change);
}

Result<Rebuilt> Rebuild::finish() {
    const auto live = both_->views_digest(views::register_prefix(live_));
    if (!live) return tl::unexpected(live.error());
    const auto rebuilt = both_->views_digest(views::register_prefix(build()));
    if (!rebuilt) return tl::unexpected(rebuilt.error());
    RECERT_TRY(log_.erase_views(views::register_prefix(live_)));
    return Rebuilt{build(), *live, *rebuilt, both_->size().value, building_->rows()};
}

Result<Rebuilt> rebuild_register(ledger::Log& log, const Progress& progress) {
    auto rebuild = Rebuild::begin(log);
    if (!rebuild) return tl::unexpected(rebuild.error());
    const auto goes_on = rebuild->catch_up(progress);
    if (!goes_on) return tl::unexpected(goes_on.error());
    if (!*goes_on) return fail(ErrorCode::read_only, "the rebuild was given up");
    RECERT_TRY(rebuild->take_over());
    return rebuild->finish();
}

Status renew_register(ledger::Log& log, const Progress& progress) {
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto live = views::live_build(*reader);
    if (!live) return tl::unexpected(live.error());
    const auto builds = views::builds_with_rows(*reader);
    if (!builds) return tl::unexpected(builds.error());
    for (const std::uint32_t number : *builds)
        if (number != live->number) RECERT_TRY(log.erase_views(views::register_prefix({number})));
    if (live->version == views::kRegisterVersion || reader->size().value == 0) return {};
    const auto rebuilt = rebuild_register(log, progress);
    if (!rebuilt) return tl::unexpected(rebuilt.error());
    return {};
}

}  // namespace recert::service
