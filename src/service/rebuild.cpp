#include "service/rebuild.hpp"

#include "events/codec.hpp"
#include "projections/register.hpp"
#include "service/records.hpp"
#include "service/register_index.hpp"
#include "service/states.hpp"
#include "store/crash_point.hpp"

namespace recert::service {
namespace {

constexpr std::size_t kChangesAtOnce = 1'000;
constexpr std::size_t kRowsRemembered = 65'536;
constexpr std::uint64_t kProgressEvery = 1'000;

class Building {
  public:
    Building(ledger::Log& log, ledger::Reader reader, Build build)
        : log_(log), reader_(std::move(reader)), build_(build) {}

    Status take(Seq seq, std::string_view entry);
    Status flush();
    std::uint64_t rows() const { return rows_written_; }

  private:
    Result<Held> fold(const events::Recorded& recorded);
    Status take_credential(const events::Recorded& recorded, const Held& record);
    Result<std::string> row_before(const events::Envelope& envelope);
    Status put(ledger::ViewChange change);

    ledger::Log& log_;
    ledger::Reader reader_;
    Build build_;
    RecordCache cache_;
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
    return Register(build_).last_row(*reader, envelope.stream.id);
}

Status Building::take_credential(const events::Recorded& recorded, const Held& held) {
    const events::Envelope& envelope = recorded.envelope;
    const auto& record = *std::get<std::shared_ptr<const projections::CredentialRecord>>(held);
    const auto context = context_at(reader_, cache_, registration(record), envelope.seq);
    if (!context) return tl::unexpected(context.error());
    if (const std::string* number = number_awarded(recorded.event))
        RECERT_TRY(put({number_key(build_, *number), envelope.stream.id}));
    if (!projections::may_change_row(record, std::get<events::CredentialEvent>(recorded.event)))
        return {};
    std::string row = row_of(record, *context);
    const auto before = row_before(envelope);
    if (!before) return tl::unexpected(before.error());
    if (*before == row) return {};
    auto changes = row_changes(build_, envelope.stream.id, envelope.seq, *before, row);
    if (!changes) return tl::unexpected(changes.error());
    for (ledger::ViewChange& change : *changes) RECERT_TRY(put(std::move(change)));
    if (rows_.size() >= kRowsRemembered) rows_.clear();
    rows_.insert_or_assign(envelope.stream.id, std::move(row));
    return {};
}

Status Building::take(Seq, std::string_view entry) {
    const auto recorded = events::decode(entry);
    if (!recorded) return tl::unexpected(recorded.error());
    const auto record = fold(*recorded);
    if (!record) return tl::unexpected(record.error());
    if (recorded->envelope.stream.kind != events::StreamKind::credential) return {};
    return take_credential(*recorded, *record);
}

Status build_all(const ledger::Reader& reader, Building& building, const Progress& progress) {
    const std::uint64_t count = reader.size().value;
    Status outcome;
    RECERT_TRY(reader.visit_entries({0}, {count}, [&](Seq seq, std::string_view entry) {
        outcome = building.take(seq, entry);
        if (outcome && (seq.value % kProgressEvery == 0)) progress(seq.value, count);
        return outcome.has_value();
    }));
    RECERT_TRY(outcome);
    progress(count, count);
    return building.flush();
}

}  // namespace

Result<Rebuilt> rebuild_register(ledger::Log& log, const Progress& progress) {
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto live = live_build(*reader);
    if (!live) return tl::unexpected(live.error());
    const Build next{live->number + 1};
    RECERT_TRY(log.erase_views(register_prefix(next)));
    Building building(log, *reader, next);
    RECERT_TRY(build_all(*reader, building, progress));
    const auto after = log.reader();
    if (!after) return tl::unexpected(after.error());
    const auto live_digest = after->views_digest(register_prefix(*live));
    if (!live_digest) return tl::unexpected(live_digest.error());
    const auto next_digest = after->views_digest(register_prefix(next));
    if (!next_digest) return tl::unexpected(next_digest.error());
    const std::vector<ledger::ViewChange> takes_over = {{live_build_key(), live_build_value(next)}};
    RECERT_TRY(log.change_views(takes_over));
    RECERT_TRY(log.erase_views(register_prefix(*live)));
    return Rebuilt{next, *live_digest, *next_digest, reader->size().value, building.rows()};
}

}  // namespace recert::service
