// What is not restored: less than was signed, what is damaged, with another master key.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "service/backed_up.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

namespace fs = std::filesystem;

fs::path written(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

}  // namespace

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
