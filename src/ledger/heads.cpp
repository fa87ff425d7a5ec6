#include "ledger/heads.hpp"

namespace recert::ledger {

Result<Heads> HeadCache::advanced(const Reader& before, const Group& group) const {
    Heads heads;
    heads.reserve(group.entries.size());
    for (const NewEntry& entry : group.entries) {
        auto [head, unseen] = heads.try_emplace(entry.stream);
        if (unseen) {
            if (const auto known = kept_.find(entry.stream); known != kept_.end()) {
                head->second = known->second;
            } else {
                const Result<StreamVersion> stored = before.head(entry.stream);
                if (!stored) return tl::unexpected<Error>(stored.error());
                head->second = *stored;
            }
        }
        if (entry.version != head->second.next())
            return fail(ErrorCode::version_mismatch,
                        entry.stream + " is at version " + std::to_string(head->second.value) +
                            ", the group goes on with " + std::to_string(entry.version.value));
        head->second = entry.version;
    }
    return heads;
}

void HeadCache::keep(const Heads& heads) {
    if (kept_.size() + heads.size() > kHeadsKept) kept_.clear();
    for (const auto& [stream, version] : heads) kept_.insert_or_assign(stream, version);
}

}  // namespace recert::ledger
