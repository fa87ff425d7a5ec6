// What is backed up comes back, and only to who has both places and the master key.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "ledger/hash.hpp"
#include "privacy/cipher.hpp"
#include "service/backup.hpp"
#include "service/backups.hpp"
#include "service/restore.hpp"
#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

namespace fs = std::filesystem;

constexpr const char* kFile = "She attended.\n";

struct BackedUp {
    BackedUp() {
        running.options.backups = service::BackupOrder{to, keys_to, 5};
        running.open();
    }

    Json list() {
        const auto page = running->backups().list(kAuditor);
        REQUIRE(page);
        Json body = page->about;
        body["items"] = page->items;
        return body;
    }

    // Begins one, and waits for what comes of it.
    Json back_up() {
        REQUIRE(running->backups().begin(kAdmin));
        for (;;) {
            Json now = list();
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
        return running->put_evidence({id, ledger::hex(privacy::sha256(kFile)), "text/plain", kFile},
                                     kAdmin);
    }

    RunningService running;
    const fs::path to = running.directory() / "to";
    const fs::path keys_to = running.directory() / "keys-to";
};

Json name_of(RunningService& running, const std::string& id) {
    const auto state = running->state(stream("holder/" + id), {}, kAdmin);
    REQUIRE(state);
    return state->body["name"];
}

Status erase(RunningService& running, const std::string& id) {
    const auto erased = running->erase(
        appending("holder/" + id, {draft("holder.erased", {{"reason", "asked to"}})}, kAdmin));
    if (!erased) return tl::unexpected(erased.error());
    return {};
}

void wait_for_checkpoint_of(RunningService& running) {
    const std::string size = '\n' + std::to_string(running.size()) + '\n';
    for (;;) {
        const auto checkpoint = running->checkpoint();
        if (checkpoint && checkpoint->find(size) != std::string::npos) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

fs::path written(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

// The service on what was restored.
void open_on(RunningService& restored, const fs::path& data) {
    restored.options.data = data;
    restored.open();
}

}  // namespace

TEST_CASE("a restored ledger answers as the one it was taken of", "[backup]") {
    BackedUp one;
    REQUIRE(one.running.awarded("ada"));
    REQUIRE(one.put_file("ada"));
    wait_for_checkpoint_of(one.running);
    const Json standing = one.running.standing("ada");
    const Json last = one.back_up();
    CHECK(last["number"] == 1);
    const Json listed = one.list()["items"];
    REQUIRE(listed.size() == 1);
    CHECK(listed[0]["size"] == one.running.size());
    CHECK(listed[0]["root"].get<std::string>().size() == 64);
    CHECK(listed[0]["bytes"].get<std::uint64_t>() > 10'000);
    CHECK(listed[0].contains("verified_at"));

    const auto restored = service::restore(one.order("restored"));
    if (!restored) FAIL(restored.error().message);
    CHECK(restored->size.value == one.running.size());
    CHECK(restored->without_key.empty());
    RunningService again;
    open_on(again, one.order("restored").data);
    CHECK(again.standing("ada") == standing);
    CHECK(name_of(again, "ada") == "Name of ada");
    const auto file = again->evidence("ada", ledger::hex(privacy::sha256(kFile)), kAdmin);
    REQUIRE(file);
    CHECK(file->bytes == kFile);
    CHECK(again->verifier_keys() == one.running->verifier_keys());
}

TEST_CASE("a backup taken under load is whole, and holds nobody up", "[backup]") {
    BackedUp one;
    one.running.candidate("c0");
    std::atomic<bool> stops{false};
    std::atomic<int> appended{0};
    std::thread writer([&] {
        for (int n = 0; !stops; ++n)
            if (one.running.create("holder/h" + std::to_string(n),
                                   {{"name", "N"}, {"email", "a@b.example"}}))
                ++appended;
    });
    wait_for_checkpoint_of(one.running);
    std::vector<std::uint64_t> sizes;
    for (int n = 0; n < 3; ++n) {
        const int before = appended;
        sizes.push_back(one.running.size());
        CHECK(one.back_up()["number"] == n + 1);
        while (appended == before) std::this_thread::yield();
    }
    stops = true;
    writer.join();
    for (unsigned number = 1; number <= 3; ++number) {
        auto order = one.order("restored" + std::to_string(number));
        order.number = number;
        const auto restored = service::restore(order);
        if (!restored) FAIL(restored.error().message);
        CHECK(restored->size.value >= sizes.at(number - 1));
        CHECK(restored->without_key.empty());
        RunningService again;
        open_on(again, order.data);
        CHECK(name_of(again, "c0") == "Name of c0");
    }
}

TEST_CASE("an erasure reaches both places with the next backup", "[backup]") {
    BackedUp one;
    for (const char* id : {"ada", "bob"}) REQUIRE(one.running.awarded(id));
    REQUIRE(one.put_file("ada"));
    wait_for_checkpoint_of(one.running);
    CHECK(one.back_up()["number"] == 1);
    REQUIRE(erase(one.running, "ada"));
    CHECK(one.back_up()["number"] == 2);
    CHECK(fs::is_empty(one.to / "evidence"));

    const auto newest = service::restore(one.order("newest"));
    if (!newest) FAIL(newest.error().message);
    CHECK(newest->without_key.empty());
    auto older = one.order("older");
    older.number = 1;
    const auto before_it = service::restore(older);
    if (!before_it) FAIL(before_it.error().message);
    CHECK(before_it->without_key == std::vector<std::string>{"ada"});
    for (const char* name : {"newest", "older"}) {
        RunningService again;
        open_on(again, one.order(name).data);
        CHECK(name_of(again, "ada").is_null());
        CHECK(name_of(again, "bob") == "Name of bob");
        if (std::string(name) == "older") CHECK(erase(again, "ada"));
        CHECK(name_of(again, "ada").is_null());
    }
}

TEST_CASE("an erasure that the ledger tells of is carried out again on older keys", "[backup]") {
    BackedUp one;
    REQUIRE(one.running.awarded("ada"));
    wait_for_checkpoint_of(one.running);
    CHECK(one.back_up()["number"] == 1);
    const fs::path kept = one.running.directory() / "kept";
    fs::copy(one.keys_to, kept, fs::copy_options::recursive);
    REQUIRE(erase(one.running, "ada"));
    CHECK(one.back_up()["number"] == 2);
    auto order = one.order("restored");
    order.keys_from = kept;
    REQUIRE(service::restore(order));
    RunningService again;
    open_on(again, order.data);
    CHECK(name_of(again, "ada").is_null());
}

TEST_CASE("a backup that lacks signed entries is refused, and tells how many", "[backup]") {
    BackedUp one;
    one.running.candidate("c1");
    wait_for_checkpoint_of(one.running);
    const std::uint64_t size = one.running.size();
    const std::string older = *one.running->checkpoint();
    CHECK(one.back_up()["number"] == 1);
    one.running.candidate("c2");
    wait_for_checkpoint_of(one.running);
    const std::string newer = *one.running->checkpoint();
    const std::uint64_t missing = one.running.size() - size;

    auto order = one.order("restored");
    order.checkpoint = written(one.running.directory() / "newer", newer);
    const auto refused = service::restore(order);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::refused_start);
    CHECK(refused.error().message.find(std::to_string(missing) + " are missing") !=
          std::string::npos);
    CHECK(fs::is_empty(order.data));

    std::string forged = newer;
    forged.replace(forged.find('\n'), 1, "x\n");
    order.checkpoint = written(one.running.directory() / "forged", forged);
    CHECK_FALSE(service::restore(order));
    order.checkpoint = written(one.running.directory() / "older", older);
    CHECK(service::restore(order));
    const auto twice = service::restore(order);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().message.find("is not empty") != std::string::npos);
}

TEST_CASE("neither another master key nor a damaged backup restores anything", "[backup]") {
    BackedUp one;
    REQUIRE(one.running.awarded("ada"));
    REQUIRE(one.put_file("ada"));
    wait_for_checkpoint_of(one.running);
    CHECK(one.back_up()["number"] == 1);
    BackedUp other;
    auto order = one.order("restored");
    order.master_key = other.order("").master_key;
    const auto refused = service::restore(order);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("master key") != std::string::npos);
    CHECK(fs::is_empty(order.data));

    order = one.order("restored");
    const auto record = service::backup_in(one.to, 1);
    REQUIRE(record);
    CHECK(service::verify_backup({one.to, one.keys_to}, *record));
    int flipped = 0;
    for (const fs::path& place : {one.to, one.keys_to})
        for (const auto& file : fs::recursive_directory_iterator(place)) {
            // What the engine notes of its copies is text, in which some bytes say nothing.
            if (!file.is_regular_file() || file.file_size() == 0 ||
                file.path().parent_path().filename() == "meta")
                continue;
            INFO(file.path());
            std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
            const auto flip = [&] {
                bytes.seekg(static_cast<std::streamoff>(file.file_size() / 2));
                const int was = bytes.get();
                bytes.seekp(static_cast<std::streamoff>(file.file_size() / 2));
                bytes.put(static_cast<char>(was ^ 1)).flush();
            };
            flip();
            CHECK_FALSE((service::verify_backup({one.to, one.keys_to}, *record) &&
                         service::backups_in(one.to)));
            CHECK_FALSE(service::restore(order));
            CHECK(fs::is_empty(order.data));
            flip();
            ++flipped;
        }
    CHECK(flipped > 8);
    CHECK(service::restore(order));
}

TEST_CASE("an interrupted restore leaves what no start takes for a ledger", "[backup]") {
    BackedUp one;
    one.running.candidate("c1");
    wait_for_checkpoint_of(one.running);
    CHECK(one.back_up()["number"] == 1);
    const auto order = one.order("restored");
    REQUIRE(service::restore(order));
    fs::rename(order.data / "ledger", order.data / "ledger.part");
    RunningService again;
    again.options.data = order.data;
    const auto opened = service::LedgerService::open(again.options);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::refused_start);
}

TEST_CASE("backups are an admin's, go somewhere, and are those of one ledger", "[backup]") {
    BackedUp one;
    wait_for_checkpoint_of(one.running);
    const auto code = [](const auto& refused) {
        REQUIRE_FALSE(refused);
        return refused.error().code;
    };
    CHECK(code(one.running->backups().begin(kStaff)) == ErrorCode::forbidden);
    CHECK(code(one.running->backups().list(holder("ada"))) == ErrorCode::forbidden);
    for (int n = 1; n <= 7; ++n) CHECK(one.back_up()["number"] == n);
    CHECK(one.list()["items"].size() == 5);
    CHECK(one.list()["items"][0]["number"] == 7);

    BackedUp other;
    wait_for_checkpoint_of(other.running);
    other.running.close();
    other.running.options.backups = one.running.options.backups;
    other.running.open();
    CHECK(other.back_up()["error"].get<std::string>().find("another ledger") != std::string::npos);
    other.running.close();
    other.running.options.backups.reset();
    other.running.open();
    CHECK(code(other.running->backups().begin(kAdmin)) == ErrorCode::not_found);
    CHECK(other.list()["items"].empty());

    const fs::path data = one.running.options.data;
    CHECK(code(service::check_places(data, {one.to, {}})) == ErrorCode::bad_parameter);
    CHECK(code(service::check_places(data, {one.to, one.to / "keys"})) == ErrorCode::bad_parameter);
    CHECK(code(service::check_places(data, {data / "to", one.to})) == ErrorCode::bad_parameter);
    CHECK(service::check_places(data, {one.to, one.keys_to}));
}
