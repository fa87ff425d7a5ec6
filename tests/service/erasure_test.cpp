// A person is forgotten: what was sealed opens no more, everything else answers as before.
#include <catch2/catch.hpp>
#include <filesystem>

#include "service/opened_ledger.hpp"
#include "service/rebuild.hpp"
#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "Name of ada";

service::Append erasure_of(const std::string& id) {
    return appending("holder/" + id, {draft("holder.erased", {{"reason", "asked to"}})}, kAdmin);
}

Json state_of(RunningService& running, const std::string& id) {
    const auto state = running->state(stream("holder/" + id), {}, kAdmin);
    REQUIRE(state);
    return state->body;
}

std::vector<std::string> sorted(std::vector<std::string> words) {
    std::sort(words.begin(), words.end());
    return words;
}

// Three registrations of one person: old -> ada -> new.
void merge_three(RunningService& running) {
    for (const char* id : {"old", "ada", "new"})
        REQUIRE(running.create("holder/" + std::string(id),
                               {{"name", std::string("Name of ") + id}, {"email", "a@b.example"}}));
    REQUIRE(running.tell("holder/old", "holder.merged", {}, {{"into", "ada"}}));
    REQUIRE(running.tell("holder/ada", "holder.merged", {}, {{"into", "new"}}));
}

}  // namespace

TEST_CASE("what was sealed of an erased holder is null, and nothing else is lost", "[erasure]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    const Json before = running.standing("ada");
    CHECK(state_of(running, "ada")["name"] == kName);
    const auto erased = running->erase(erasure_of("ada"));
    REQUIRE(erased);
    CHECK(erased->holders == std::vector<std::string>{"ada"});
    REQUIRE(erased->appended);
    CHECK(types_of(*erased->appended) == std::vector<std::string>{"holder.erased"});
    for (int open = 0; open < 2; ++open) {
        const Json state = state_of(running, "ada");
        CHECK(state["name"].is_null());
        CHECK(state["email"].is_null());
        Json after = running.standing("ada");
        CHECK(after["status"] == before["status"]);
        CHECK(after["cycle"] == before["cycle"]);
        service::EventsQuery query;
        query.stream = stream("holder/ada");
        const auto history = running->events(query, kAdmin);
        REQUIRE(history);
        CHECK(history->items.size() == 2);
        CHECK(history->items.back()["data"]["reason"].is_null());
        const auto openings = running->openings(erased->appended->first, kAdmin);
        REQUIRE(openings);
        CHECK((*openings)["openings"].empty());
        running.reopen();
    }
}

TEST_CASE("an erasure is an administrator's, of somebody who is there", "[erasure]") {
    RunningService running;
    running.open();
    running.candidate("ada");
    auto by_staff = erasure_of("ada");
    by_staff.principal = kStaff;
    CHECK(running->erase(by_staff).error().code == ErrorCode::forbidden);
    CHECK(running->erase(erasure_of("nobody")).error().code == ErrorCode::not_found);
    const auto posted = running.append(erasure_of("ada"));
    CHECK(posted.error().code == ErrorCode::forbidden);
    CHECK(posted.error().pointer == "/type");
    CHECK(state_of(running, "ada")["name"] == kName);
}

TEST_CASE("a legal hold keeps a person from being erased until it is released", "[erasure]") {
    RunningService running;
    running.open();
    merge_three(running);
    const std::string held = GENERATE("old", "ada", "new");
    REQUIRE(running.tell("holder/" + held, "hold.placed", {}, {{"reason", "a court"}}));
    const std::uint64_t size = running.size();
    const auto refused = running->erase(erasure_of("ada"));
    CHECK(refused.error().code == ErrorCode::legal_hold);
    CHECK(running.size() == size);
    CHECK(state_of(running, "ada")["name"] == kName);
    REQUIRE(running.tell("holder/" + held, "hold.released", {}, {{"reason", "it is over"}}));
    CHECK(running->erase(erasure_of("ada")));
    CHECK(state_of(running, "ada")["name"].is_null());
}

TEST_CASE("an erasure follows mergers both ways, in one write", "[erasure]") {
    RunningService running;
    running.open();
    merge_three(running);
    REQUIRE(running.create("holder/bob", {{"name", "Bob"}, {"email", "b@b.example"}}));
    REQUIRE(running.tell("holder/bob", "holder.merged", {}, {{"into", "new"}}));
    const auto merged = running.size() - 1;
    REQUIRE(running.tell("holder/bob", "entry.voided", {},
                         {{"seq", merged}, {"reason", "somebody else"}}));
    const auto groups = running->committed().groups;
    const std::string asked = GENERATE("old", "ada", "new");
    const auto erased = running->erase(erasure_of(asked));
    REQUIRE(erased);
    CHECK(erased->holders.front() == asked);
    CHECK(sorted(erased->holders) == std::vector<std::string>{"ada", "new", "old"});
    CHECK(running->committed().groups == groups + 1);
    for (const char* id : {"old", "ada", "new"}) CHECK(state_of(running, id)["name"].is_null());
    CHECK(state_of(running, "bob")["name"] == "Bob");
    const auto late = running.tell("holder/bob", "holder.merged", {}, {{"into", "new"}});
    CHECK(late.error().code == ErrorCode::holder_erased);
}

TEST_CASE("an erasure again appends nothing, and with its key answers as before", "[erasure]") {
    RunningService running;
    running.open();
    merge_three(running);
    auto request = erasure_of("ada");
    request.idempotency = service::Idempotency{"k-1", "/v1/holders/ada/erase\n{}"};
    const auto first = running->erase(request);
    REQUIRE(first);
    const std::uint64_t size = running.size();
    const auto replayed = running->erase(request);
    REQUIRE(replayed);
    REQUIRE(replayed->appended);
    CHECK(replayed->appended->replayed);
    CHECK(replayed->appended->first == first->appended->first);
    const auto again = running->erase(erasure_of("old"));
    REQUIRE(again);
    CHECK_FALSE(again->appended);
    CHECK(again->holders.size() == 3);
    CHECK(running.size() == size);
}

TEST_CASE("a dry run of an erasure tells who it would be, and erases nobody", "[erasure]") {
    RunningService running;
    running.open();
    merge_three(running);
    const std::uint64_t size = running.size();
    auto request = erasure_of("ada");
    request.dry_run = true;
    const auto dry = running->erase(request);
    REQUIRE(dry);
    CHECK(dry->holders.size() == 3);
    REQUIRE(dry->appended);
    CHECK(dry->appended->dry_run);
    CHECK(running.size() == size);
    CHECK(state_of(running, "ada")["name"] == kName);
    request = erasure_of("ada");
    request.expected = StreamVersion{9};
    CHECK(running->erase(request).error().code == ErrorCode::version_mismatch);
    CHECK(state_of(running, "old")["name"] == "Name of old");
}

TEST_CASE("nothing personal is taken in of an erased holder, the rest is", "[erasure]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    REQUIRE(running->erase(erasure_of("ada")));
    const auto code = [](const Result<service::Appended>& outcome) {
        REQUIRE_FALSE(outcome);
        return outcome.error().code;
    };
    const Json activity = {
        {"activity", "a-1"}, {"title", "A talk"}, {"completed_on", "2025-05-02"}, {"credit", 1.5}};
    auto logging = appending("credential/ada", {draft("cpe.logged", activity, "2025-05-02")});
    const auto logged = running.append(logging);
    CHECK(code(logged) == ErrorCode::holder_erased);
    CHECK(logged.error().pointer == "/data/title");
    logging.dry_run = true;
    CHECK(code(running.append(logging)) == ErrorCode::holder_erased);
    CHECK(code(running.tell("holder/ada", "holder.updated", {}, {{"locale", "de"}})) ==
          ErrorCode::holder_erased);
    CHECK(code(running.tell("holder/ada", "hold.placed", {}, {{"reason", "late"}})) ==
          ErrorCode::holder_erased);
    const auto registered =
        running.create("credential/more", {{"program", "cptm"}, {"holder", "ada"}});
    CHECK(code(registered) == ErrorCode::holder_erased);
    CHECK(registered.error().pointer == "/data/holder");
    CHECK(running.tell("credential/ada", "fee.paid", {},
                       {{"kind", "renewal"}, {"money", {{"amount", 19900}, {"currency", "USD"}}}}));
}

TEST_CASE("the sweep goes on about the credentials of an erased holder", "[erasure]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    for (int n = 0; n < 24; ++n)
        REQUIRE(running.tell("credential/ada", "cpe.logged", "2025-01-02",
                             {{"activity", "a-" + std::to_string(n)},
                              {"title", "A talk"},
                              {"completed_on", "2025-01-02"},
                              {"credit", 1}}));
    REQUIRE(running.tell("credential/ada", "cpe.logged", "2025-01-02",
                         {{"activity", "more"},
                          {"title", "A talk"},
                          {"completed_on", "2025-01-02"},
                          {"credit", 10}}));
    REQUIRE(running->erase(erasure_of("ada")));
    REQUIRE(
        running.tell("credential/ada", "fee.paid", "2026-01-02",
                     {{"kind", "renewal"}, {"money", {{"amount", 19900}, {"currency", "USD"}}}}));
    running.clock().set("2026-07-04T12:00:00Z");
    REQUIRE(running->settle());
    const auto state = running->sweep_state();
    REQUIRE(state);
    CHECK_FALSE(state->hindered_by);
    CHECK_FALSE(state->passed_over);
    CHECK(running.standing("ada")["status"] == "active");
}

TEST_CASE("an older copy of the keys brings nobody back", "[erasure]") {
    RunningService running;
    running.open();
    merge_three(running);
    running.close();
    const fs::path keys = running.options.data / "keys";
    const fs::path copy = running.directory() / "copy";
    fs::copy(keys, copy, fs::copy_options::recursive);
    running.open();
    REQUIRE(running->erase(erasure_of("ada")));
    running.close();
    fs::remove_all(keys);
    fs::copy(copy, keys, fs::copy_options::recursive);
    running.open();
    for (const char* id : {"old", "ada", "new"}) CHECK(state_of(running, id)["name"].is_null());
    running.close();
    auto opening = service::OpeningOptions{running.options.data, running.options.origin};
    const auto opened = service::open_ledger(opening);
    REQUIRE(opened);
    CHECK(opened->vault->evidence_key("ada").error().code == ErrorCode::not_found);
    const auto rebuilt =
        service::rebuild_register(*opened->log, [](std::uint64_t, std::uint64_t) { return true; });
    REQUIRE(rebuilt);
    CHECK(rebuilt->same());
}

TEST_CASE("evidence is for its holder and those who see what is sealed", "[evidence]") {
    RunningService running;
    running.open();
    running.candidate("ada");
    const std::string text = "attended\n";
    const std::string hash = "777697bcd43851850cc296726d49b99be48cf678b2ed76621ed02e05527a5d9c";
    const auto put = [&](const service::Principal& who, const std::string& of = "ada") {
        return running->put_evidence({of, hash, "text/plain", text}, who);
    };
    const service::Principal lms{service::Role::integration, "lms", {"cpe.logged"}};
    CHECK(put(holder("bob")).error().code == ErrorCode::not_found);
    CHECK(put(kAuditor).error().code == ErrorCode::forbidden);
    CHECK(put(lms).error().code == ErrorCode::forbidden);
    CHECK(put(kStaff, "nobody").error().code == ErrorCode::not_found);
    CHECK(put(kStaff, "../keys").error().code == ErrorCode::not_found);
    CHECK(put(holder("ada")) == true);
    CHECK(put(kStaff) == false);
    for (const auto& who : {holder("ada"), kStaff, kAuditor, kAdmin}) {
        const auto file = running->evidence("ada", hash, who);
        REQUIRE(file);
        CHECK(file->bytes == text);
        CHECK(file->media == "text/plain; charset=utf-8");
    }
    CHECK(running->evidence("ada", hash, lms).error().code == ErrorCode::forbidden);
    CHECK(running->evidence("ada", hash, holder("bob")).error().code == ErrorCode::not_found);
    CHECK(running->evidence("ada", "x", kStaff).error().code == ErrorCode::not_found);
    REQUIRE(running->erase(erasure_of("ada")));
    CHECK(put(kStaff).error().code == ErrorCode::holder_erased);
    CHECK(running->evidence("ada", hash, kAdmin).error().code == ErrorCode::not_found);
    CHECK_FALSE(fs::exists(running.options.data / "evidence" / "ada"));
}
