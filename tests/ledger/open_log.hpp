// A log in a scratch directory; fast, since its disk does not wait for syncs unless asked to.
#pragma once

#include <catch2/catch.hpp>
#include <memory>

#include "ledger/log.hpp"
#include "support/scratch_directory.hpp"
#include "support/unsynced_loss_fs.hpp"

namespace recert::ledger {

inline LogOptions quick() {
    return {.trusted = {}, .file_system = std::make_shared<support::UnsyncedLossFs>()};
}

inline std::unique_ptr<Log> open_log(const std::filesystem::path& directory,
                                     const LogOptions& options = quick()) {
    auto log = Log::open(directory, options);
    if (!log) FAIL(log.error().message);
    return std::move(*log);
}

inline note::Signer test_signer() {
    note::Seed seed{};
    seed.fill(7);
    return *note::Signer::from_seed("ledger.example/test", seed);
}

}  // namespace recert::ledger
