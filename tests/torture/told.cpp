#include "torture/told.hpp"

namespace recert::torture {

void Told::take(const std::string& key, Seq first, const std::vector<std::string>& entries) {
    const std::lock_guard lock(mutex_);
    const auto [known, is_new] = keys_.try_emplace(key, first);
    if (!is_new && known->second && *known->second != first)
        contradictions_.push_back("the key " + key + " was answered with two places");
    known->second = first;
    std::uint64_t seq = first.value;
    for (const std::string& entry : entries) {
        const auto [kept, is_first] = entries_.try_emplace(seq++, entry);
        if (!is_first && kept->second != entry)
            contradictions_.push_back("entry " + std::to_string(seq - 1) + " was told twice");
    }
}

void Told::take(const std::string& key) {
    const std::lock_guard lock(mutex_);
    keys_.try_emplace(key);
}

void Told::see_checkpoint(const std::filesystem::path& data) {
    const auto found = ledger::read_checkpoint(data);
    if (!found || !*found) return;
    const std::uint64_t size = (*found)->checkpoint.size.value;
    const std::lock_guard lock(mutex_);
    const auto [known, is_new] = checkpoints_.try_emplace(size, **found);
    if (!is_new && known->second.note != (*found)->note)
        contradictions_.push_back("two checkpoints of " + std::to_string(size) +
                                  " entries were signed");
}

void Told::judge(const ledger::Reader& reader, Tally& tally) const {
    const std::lock_guard lock(mutex_);
    for (const auto& [seq, bytes] : entries_) {
        const bool is_there = reader.size().covers({seq});
        const auto entry = reader.entry({seq});
        if (!is_there)
            tally.lose("entry " + std::to_string(seq));
        else if (!entry)
            tally.lose("entry " + std::to_string(seq) + ": " + entry.error().message);
        else if (*entry != bytes)
            tally.differ("entry " + std::to_string(seq));
    }
    for (const auto& [size, seen] : checkpoints_) {
        const auto now = reader.root({size});
        const auto kept = reader.checkpoint({size});
        if (!now)
            tally.lose("the signed tree of " + std::to_string(size) + ": " + now.error().message);
        else if (*now != seen.checkpoint.root)
            tally.differ("the signed tree of " + std::to_string(size));
        if (!kept || *kept != seen.note) tally.lose("the checkpoint of " + std::to_string(size));
    }
}

void Told::compare(const std::string& key, const Result<service::Appended>& again,
                   Tally& tally) const {
    const std::lock_guard lock(mutex_);
    const auto told = keys_.find(key);
    if (told == keys_.end()) return;
    if (!again) return tally.differ("the repeated key " + key + ": " + again.error().message);
    if (!again->replayed) return tally.lose("what was acknowledged under the key " + key);
    if (told->second && *told->second != again->first) tally.differ("the answer to key " + key);
}

std::map<std::string, std::optional<Seq>> Told::keys() const {
    const std::lock_guard lock(mutex_);
    return keys_;
}

std::map<std::uint64_t, std::string> Told::entries() const {
    const std::lock_guard lock(mutex_);
    return entries_;
}

std::uint64_t Told::count() const {
    const std::lock_guard lock(mutex_);
    return keys_.size();
}

void Told::complain(Tally& tally) const {
    const std::lock_guard lock(mutex_);
    for (const std::string& what : contradictions_) tally.differ(what);
}

}  // namespace recert::torture
