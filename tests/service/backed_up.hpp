// A service that knows where its backups go, and what it takes to restore from them.
//
// Waits for what it begins; assertions are Catch's, on the test's thread.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "ledger/checkpoint.hpp"
#include "ledger/hash.hpp"
#include "privacy/cipher.hpp"
#include "service/backup.hpp"
#include "service/backups.hpp"
#include "service/restore.hpp"
#include "service/running_service.hpp"

namespace recert::testing {

inline constexpr const char* kEvidenceText = "She attended.\n";

struct BackedUp {
    BackedUp() {
        running.options.backups = service::BackupOrder{to, keys_to, 5};
        running.open();
    }

    events::Json list() {
        const auto page = running->backups().list(kAuditor);
        REQUIRE(page);
        events::Json body = page->about;
        body["items"] = page->items;
        return body;
    }

    // Begins one, and waits for what comes of it.
    events::Json back_up() {
        REQUIRE(running->backups().begin(kAdmin));
        for (;;) {
            events::Json now = list();
            if (now["state"] == "idle") return now["last"];
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

    service::RestoreOrder order(const std::string& name) {
        return {.from = to,
                .keys_from = keys_to,
                .master_key = running.options.data / "keys" / "master.key",
                .data = running.directory() / name};
    }

    Result<bool> put_file(const std::string& id) {
        return running->put_evidence(
            {id, ledger::hex(privacy::sha256(kEvidenceText)), "text/plain", kEvidenceText}, kAdmin);
    }

    RunningService running;
    const std::filesystem::path to = running.directory() / "to";
    const std::filesystem::path keys_to = running.directory() / "keys-to";
};

// Until one covers what there is now.
inline void wait_for_checkpoint_of(RunningService& running) {
    const std::uint64_t size = running.size();
    for (;;) {
        const auto note = running->checkpoint();
        const auto signed_tree = ledger::SignedCheckpoint::parse(note.value_or(""));
        if (signed_tree && signed_tree->checkpoint.size.value >= size) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

}  // namespace recert::testing
