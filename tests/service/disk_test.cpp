// A disk that is nearly full, and what of a data directory must not be missing.
#include <catch2/catch.hpp>
#include <fstream>

#include "privacy/secrets.hpp"
#include "service/opened_ledger.hpp"
#include "service/running_service.hpp"
#include "support/faulty_fs.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20;

Result<service::Appended> new_holder(RunningService& running, const std::string& id) {
    return running.create("holder/" + id, {{"name", id}, {"email", id + "@example.org"}});
}

// Why the service does not start.
std::string refusal(const RunningService& running) {
    const auto opened = service::LedgerService::open(running.options);
    if (opened) return "";
    CHECK(opened.error().code == ErrorCode::refused_start);
    return opened.error().message;
}

}  // namespace

TEST_CASE("below the disk's reserve appends are refused, reads and questions go on", "[service]") {
    const auto disk = std::make_shared<support::FaultyFs>();
    RunningService running;
    running.options.disk_reserve_bytes = 100 * kMebibyte;
    running.open(disk);
    REQUIRE(running.awarded("c1"));
    const auto before = running.standing("c1");
    disk->say_free(99 * kMebibyte);
    const auto refused = new_holder(running, "ada");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::disk_reserve);
    CHECK_THAT(refused.error().message, Catch::Contains("99 MiB left"));
    CHECK(running->ready().error().code == ErrorCode::disk_reserve);
    CHECK(running.standing("c1") == before);
    auto dry = appending("credential/c1", {draft("practice_exam.taken", {{"score", 50}})});
    dry.dry_run = true;
    CHECK(running.append(dry));

    disk->say_free(100 * kMebibyte);
    CHECK(running->ready());
    CHECK(new_holder(running, "ada"));
}

TEST_CASE("no rebuild begins to write where the disk's reserve is touched", "[service]") {
    const auto disk = std::make_shared<support::FaultyFs>();
    RunningService running;
    running.open(disk);
    REQUIRE(running.awarded("c1"));
    disk->say_free(kMebibyte);
    REQUIRE(running->rebuild(kAdmin, "register"));
    events::Json told;
    do told = running->projections(kAdmin)->items.front();
    while (told["state"] != "live");
    CHECK_THAT(told["last_rebuild"]["error"].get<std::string>(), Catch::Contains("reserve"));
    disk->say_free({});
    CHECK(new_holder(running, "ada"));
}

TEST_CASE("a disk without room to open on is refused before it is written to", "[service]") {
    RunningService running;
    running.open();
    running.close();
    const auto disk = std::make_shared<support::FaultyFs>();
    disk->say_free(kMebibyte);
    running.options.file_system = disk;
    CHECK_THAT(refusal(running), Catch::Contains("make room"));
    CHECK(disk->changes() == 0);
}

TEST_CASE("a part of the data directory that was there and is not is refused, and named",
          "[service]") {
    RunningService running;
    running.open();
    REQUIRE(new_holder(running, "ada"));
    running.close();
    const auto& data = running.options.data;
    const char* lost = GENERATE("ledger", "keys/holders", "keys/master.key", "keys/signing.seed",
                                "keys/idempotency.key", "keys/badge.seed", "checkpoint");
    std::filesystem::remove_all(data / lost);
    CHECK_THAT(refusal(running), Catch::Contains(std::filesystem::path(lost).filename()));
    CHECK_FALSE(std::filesystem::exists(data / lost));
}

TEST_CASE("all keys lost is no first start, and makes none anew", "[service]") {
    RunningService running;
    running.open();
    running.close();
    std::filesystem::remove_all(running.options.data / "keys");
    CHECK_THAT(refusal(running), Catch::Contains("master.key"));
}

TEST_CASE("a store of holders' keys that lost the last of them is refused", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(new_holder(running, "ada"));
    running.close();
    const auto keys = privacy::holder_keys_directory(running.options.data);
    const auto aside = running.directory() / "aside";
    std::filesystem::copy(keys, aside, std::filesystem::copy_options::recursive);
    running.open();
    REQUIRE(new_holder(running, "grace"));
    running.close();
    std::filesystem::remove_all(keys);
    std::filesystem::rename(aside, keys);
    CHECK_THAT(refusal(running), Catch::Contains("1 of the 2 keys"));
}

TEST_CASE("a key file with one bit flipped is refused", "[service]") {
    RunningService running;
    running.open();
    running.close();
    const auto path = privacy::keys_directory(running.options.data) / "idempotency.key";
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    const int byte = file.get();
    file.seekp(0).put(static_cast<char>(byte == 'A' ? 'B' : 'A'));
    file.close();
    CHECK_THAT(refusal(running), Catch::Contains("idempotency.key"));
}

TEST_CASE("another master key is refused", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(new_holder(running, "ada"));
    running.close();
    const auto keys = privacy::keys_directory(running.options.data);
    std::filesystem::remove(keys / "master.key");
    std::filesystem::copy_file(keys / "signing.seed", keys / "master.key");
    CHECK_THAT(refusal(running), Catch::Contains("master.key"));
}
