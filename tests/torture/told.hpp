// What clients were told, and whether a ledger still says so. The oracle of most faults.
//
// Entries by seq, the keys of the requests that made them, and the signed checkpoints that were
// seen: two of one size are one and the same, every later tree begins with each, and each is kept.
// Thread-safe.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "ledger/checkpoint.hpp"
#include "ledger/reader.hpp"
#include "service/service.hpp"
#include "torture/tally.hpp"

namespace recert::torture {

class Told {
  public:
    // An append of this key was answered so. A second answer must be the same as the first.
    void take(const std::string& key, Seq first, const std::vector<std::string>& entries);
    // The same without what was answered: only that it was.
    void take(const std::string& key);
    void see_checkpoint(const std::filesystem::path& data);

    // Whether the ledger holds all that was told.
    void judge(const ledger::Reader& reader, Tally& tally) const;
    // Whether the repeated request was answered like the first one.
    void compare(const std::string& key, const Result<service::Appended>& again,
                 Tally& tally) const;

    std::map<std::string, std::optional<Seq>> keys() const;
    std::map<std::uint64_t, std::string> entries() const;
    std::uint64_t count() const;
    // What was told twice, and differently.
    void complain(Tally& tally) const;

  private:
    mutable std::mutex mutex_;
    std::map<std::uint64_t, std::string> entries_;
    std::map<std::string, std::optional<Seq>> keys_;
    std::map<std::uint64_t, ledger::SignedCheckpoint> checkpoints_;  // by size
    std::vector<std::string> contradictions_;
};

}  // namespace recert::torture
