#include "service/accesses.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <utility>

#include "service/cursor.hpp"
#include "views/big_endian.hpp"

namespace recert::service {
namespace {

using events::Json;
using Number = std::uint64_t;

// Rows are found by number, and by whom they are about; a scan of either begins with the newest.
//   "n" ‖ ~number(8)                    -> the row, JSON
//   "h" ‖ holder ‖ 0x00 ‖ ~number(8)    -> empty
constexpr std::string_view kRows = "n";

std::string prefix_of(std::string_view holder) {
    std::string prefix = "h";
    prefix += holder;
    prefix += '\0';
    return prefix;
}

std::string key_of(std::string prefix, Number number) {
    views::append_big_endian(prefix, ~number);
    return prefix;
}

Number number_of(std::string_view key) {
    return ~views::from_big_endian<Number>(key.substr(key.size() - sizeof(Number)));
}

// At most `count` numbers below `end`, newest first.
Result<std::vector<Number>> numbers(const store::Snapshot& snapshot, const std::string& prefix,
                                    Number end, std::size_t count) {
    std::vector<Number> found;
    if (end == 0) return found;
    store::Bounds bounds = store::prefix_bounds(prefix);
    bounds.from = key_of(prefix, end - 1);
    RECERT_TRY(
        snapshot.scan(store::Family::accesses, bounds, [&](std::string_view key, std::string_view) {
            found.push_back(number_of(key));
            return found.size() < count;
        }));
    return found;
}

// Those about the holder and about everybody; all of them, when no holder is asked about.
Result<std::vector<Number>> numbers(const store::Snapshot& snapshot, const AccessesQuery& query,
                                    Number end, std::size_t count) {
    if (!query.holder) return numbers(snapshot, std::string(kRows), end, count);
    auto own = numbers(snapshot, prefix_of(*query.holder), end, count);
    if (!own) return own;
    const auto general = numbers(snapshot, prefix_of(""), end, count);
    if (!general) return tl::unexpected(general.error());
    std::vector<Number> merged;
    std::merge(own->begin(), own->end(), general->begin(), general->end(),
               std::back_inserter(merged), std::greater<>());
    if (merged.size() > count) merged.resize(count);
    return merged;
}

Result<Number> end_of(const AccessesQuery& query) {
    if (!query.paging.cursor) return std::numeric_limits<Number>::max();
    const auto cursor = read_cursor(*query.paging.cursor);
    if (!cursor) return tl::unexpected(cursor.error());
    if (cursor->type != "accesses" || cursor->stream != query.holder ||
        cursor->after != query.actor)
        return fail(ErrorCode::bad_parameter, "this cursor belongs to another list", "cursor");
    return cursor->next;
}

std::string cursor_before(const AccessesQuery& query, Number number) {
    return write_cursor({.next = number,
                         .known = {},
                         .stream = query.holder,
                         .type = "accesses",
                         .as_of = std::nullopt,
                         .after = query.actor});
}

Result<Number> count_of(const store::WriteStore& store) {
    const auto newest = numbers(store.reading().snapshot(), std::string(kRows),
                                std::numeric_limits<Number>::max(), 1);
    if (!newest) return tl::unexpected(newest.error());
    return newest->empty() ? 0 : newest->front() + 1;
}

}  // namespace

Result<std::unique_ptr<Accesses>> Accesses::open(const std::filesystem::path& data_directory,
                                                 const Clock& clock,
                                                 std::shared_ptr<rocksdb::FileSystem> file_system) {
    store::StoreOptions options;
    options.directory = data_directory / "accesses";
    options.families = {store::Family::accesses};
    options.file_system = std::move(file_system);
    auto store = store::WriteStore::open(options);
    if (!store) return tl::unexpected(store.error());
    const auto count = count_of(**store);
    if (!count) return tl::unexpected(count.error());
    return std::unique_ptr<Accesses>(new Accesses(std::move(*store), clock, *count));
}

Accesses::Accesses(std::unique_ptr<store::WriteStore> store, const Clock& clock, Number next)
    : clock_(clock), store_(std::move(store)), next_(next), writer_([this] { run(); }) {}

Accesses::~Accesses() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    news_.notify_one();
    writer_.join();
}

// With the mutex held.
bool Accesses::is_remembered(std::string read, events::Instant now) {
    const bool is_over = now - remembered_since_ >= kNotedFor || now < remembered_since_;
    if (is_over || remembered_.size() >= kRememberedMax) {
        remembered_.clear();
        remembered_since_ = now;
    }
    return !remembered_.insert(std::move(read)).second;
}

Status Accesses::note(const Principal& who, std::string_view read, const std::string& holder) {
    if (who.role == Role::holder && who.subject == holder) return {};
    const events::Instant now = clock_.now();
    Json row = {{"actor", who.actor().text}, {"read", read}};
    if (!who.grant.empty()) row["grant"] = who.grant;
    if (!holder.empty()) row["holder"] = holder;
    std::string same = events::canonical(row);
    row["at"] = events::format_instant(now);
    std::string value = events::canonical(row);
    {
        const std::lock_guard lock(mutex_);
        RECERT_TRY(last_);
        if (waiting_.size() >= kWaitingMax)
            return fail(ErrorCode::overloaded, "too many reads wait to be noted");
        if (is_remembered(std::move(same), now)) return {};
        waiting_.push_back({holder, std::move(value)});
    }
    news_.notify_one();
    return {};
}

Status Accesses::write(const std::vector<Row>& rows) {
    store::Batch batch = store_->batch();
    for (const Row& row : rows) {
        batch.put(store::Family::accesses, key_of(std::string(kRows), next_), row.value);
        batch.put(store::Family::accesses, key_of(prefix_of(row.holder), next_), "");
        ++next_;
    }
    return store_->commit(std::move(batch));
}

void Accesses::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_ || !waiting_.empty()) {
        news_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        news_.wait_for(lock, kWriteEvery, [this] { return stopping_; });
        const std::vector<Row> rows = std::exchange(waiting_, {});
        lock.unlock();
        const Status written = rows.empty() ? Status() : write(rows);
        lock.lock();
        if (!written) last_ = written;
    }
}

Result<Page> Accesses::page(const AccessesQuery& query) const {
    const auto end = end_of(query);
    if (!end) return tl::unexpected(end.error());
    const std::size_t count = query.actor ? kRowsVisitedMax : query.paging.limit + 1;
    const store::Snapshot snapshot = store_->reading().snapshot();
    const auto found = numbers(snapshot, query, *end, count);
    if (!found) return tl::unexpected(found.error());
    Page page;
    for (const Number number : *found) {
        if (page.items.size() == query.paging.limit) {
            page.next = cursor_before(query, number + 1);
            return page;
        }
        const auto value =
            snapshot.get(store::Family::accesses, key_of(std::string(kRows), number));
        if (!value) return tl::unexpected(value.error());
        auto row = events::parse(value->value_or(std::string()));
        if (!row) return fail(ErrorCode::corrupt, "a row of the accesses is not JSON");
        (*row)["access"] = number;
        if (!query.actor || (*row)["actor"] == *query.actor) page.items.push_back(std::move(*row));
    }
    if (found->size() == count) page.next = cursor_before(query, found->back());
    return page;
}

}  // namespace recert::service
