#include "privacy/vault.hpp"
#include "privacy/vault_rows.hpp"
#include "store/crash_point.hpp"

namespace recert::privacy {
namespace {

using store::Family;

constexpr std::size_t kRowsAtOnce = 1'000;

}  // namespace

void Vault::forget(const std::string& holder) {
    {
        const std::lock_guard lock(prepared_mutex_);
        prepared_.erase(holder);
    }
    Shard& shard = shard_of(holder);
    const std::lock_guard lock(shard.mutex);
    shard.keys.erase(holder);
    ++shard.forgotten;
}

Status Vault::destroy(const std::vector<std::string>& holders) {
    const std::lock_guard one_at_a_time(destroying_);
    store::Batch batch = store_->batch();
    for (const std::string& holder : holders) {
        const auto row = row_of(holder);
        if (!row) return tl::unexpected(row.error());
        if (*row) batch.erase(Family::holder_keys, holder);
    }
    if (!batch.empty()) {
        batch.put(Family::holder_keys, kDestroyingRow, "+");
        RECERT_TRY(store_->commit(std::move(batch)));
    }
    for (const std::string& holder : holders) forget(holder);
    store::crash_point("key-erased");
    return finish_destroying();
}

// Destroying takes files away under whoever copies them.
Result<store::CopyState> Vault::copy_to(store::WriteCopies& copies, const store::GoesOn& goes_on) {
    const std::lock_guard nothing_is_destroyed(destroying_);
    return copies.take(*store_, goes_on);
}

Status Vault::finish_destroying() {
    const auto row = row_of(kDestroyingRow);
    if (!row) return tl::unexpected(row.error());
    return *row ? purge() : Status();
}

Status Vault::purge() {
    // Also after a kill there is something to flush then, and the logs of before are left behind.
    store::Batch begin = store_->batch();
    begin.put(Family::holder_keys, kDestroyingRow, "+");
    RECERT_TRY(store_->commit(std::move(begin)));
    // Lets everybody go who looked before the rows were erased, and keeps nobody out.
    reading_.lock();
    reading_.unlock();
    RECERT_TRY(store_->purge(Family::holder_keys));
    store::Batch end = store_->batch();
    end.erase(Family::holder_keys, kDestroyingRow);
    return store_->commit(std::move(end));
}

// The next rows that are not under the current master key; `from` is where to go on, empty at the
// end.
Result<store::Batch> Vault::wrapped_anew(std::string& from) const {
    store::Batch batch = store_->batch();
    Status outcome;
    std::size_t rows = 0;
    const std::vector<Key> current = {masters_.front()};
    const auto visit = [&](std::string_view holder, std::string_view wrapped) {
        from = std::string(holder) + '\0';
        if (!is_holder(holder) || unwrap(current, holder, wrapped)) return true;
        const auto key = unwrap(masters_, holder, wrapped);
        if (!key) {
            outcome = fail(ErrorCode::corrupt, "the data key of holder " + std::string(holder) +
                                                   " does not open under any master key");
            return false;
        }
        batch.put(Family::holder_keys, holder, wrap(current.front(), holder, *key));
        return ++rows < kRowsAtOnce;
    };
    const std::string began = from;
    from.clear();
    RECERT_TRY(store_->reading().snapshot().scan(Family::holder_keys, {began, {}}, visit));
    RECERT_TRY(outcome);
    if (rows < kRowsAtOnce) from.clear();
    return batch;
}

Status Vault::rewrap() {
    std::string from;
    do {
        auto batch = wrapped_anew(from);
        if (!batch) return tl::unexpected(batch.error());
        RECERT_TRY(store_->commit(std::move(*batch)));
        store::crash_point("rewrapping");
    } while (!from.empty());
    RECERT_TRY(purge());
    masters_.resize(1);
    return {};
}

}  // namespace recert::privacy
