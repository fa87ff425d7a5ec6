// What is backed up comes back, but what was erased.
#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "service/backed_up.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

namespace fs = std::filesystem;

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
    const auto file = again->evidence("ada", ledger::hex(privacy::sha256(kEvidenceText)), kAdmin);
    REQUIRE(file);
    CHECK(file->bytes == kEvidenceText);
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
        if (std::string(name) == "older")
            if (const auto erased = erase(again, "ada"); !erased) FAIL(erased.error().message);
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

TEST_CASE("backups are an admin's, go somewhere, and are those of one ledger", "[backup]") {
    BackedUp one;
    one.running.candidate("ada");
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
    other.running.candidate("bob");
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
