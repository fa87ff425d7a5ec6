#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

Json cpe(const std::string& activity) {
    return {{"activity", activity}, {"title", "T"}, {"completed_on", "2025-05-02"}, {"credit", 1}};
}

}  // namespace

TEST_CASE("a batch is appended as a whole or not at all", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto before = running.size();
    auto request = appending("credential/c1", {draft("cpe.logged", cpe("a"), "2025-05-02"),
                                               draft("cpe.logged", cpe("a"), "2025-05-02")});
    request.drafts[0].pointer = "/0";
    request.drafts[1].pointer = "/1";
    const auto refused = running.append(request);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::activity_exists);
    CHECK(refused.error().pointer.substr(0, 2) == "/1");
    CHECK(running.size() == before);
    request.drafts[1].data = cpe("b");
    const auto appended = running.append(request);
    REQUIRE(appended);
    CHECK(appended->entries.size() == 2);
    CHECK(running.size() == before + 2);
}

TEST_CASE("a bad field is refused at once with its pointer in the body", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    auto request = appending("credential/c1", {draft("cpe.logged", cpe("a"), "2025-05-02"),
                                               draft("cpe.logged", cpe("b"), "2025-02-30")});
    request.drafts[1].pointer = "/1";
    CHECK(running.append(request).error().pointer == "/1/occurred_at");
    request.drafts[1].data["credit"] = 1.125;
    CHECK(running.append(request).error().pointer == "/1/data/credit");
    request.drafts[1].type = "cpe.exploded";
    CHECK(running.append(request).error().code == ErrorCode::unknown_type);
    CHECK(running.append(appending("credential/c1", {})).error().code == ErrorCode::schema);
    request.drafts.assign(1'001, draft("cpe.logged", cpe("a")));
    CHECK(running.append(request).error().code == ErrorCode::too_large);
}

TEST_CASE("an expected version that has moved on is refused", "[service]") {
    RunningService running;
    running.open();
    const auto awarded = running.awarded("c1");
    REQUIRE(awarded);
    auto request = appending("credential/c1", {draft("cpe.logged", cpe("a"))});
    request.expected = awarded->version;
    const auto appended = running.append(request);
    REQUIRE(appended);
    CHECK(appended->version == awarded->version.next());
    request.drafts = {draft("cpe.logged", cpe("b"))};
    CHECK(running.append(request).error().code == ErrorCode::version_mismatch);
}

TEST_CASE("a dry run tells what would happen and appends nothing", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto before = running.size();
    auto request = appending("credential/c1", {draft("cpe.logged", cpe("a"), "2025-05-02")});
    request.dry_run = true;
    request.idempotency = service::Idempotency{"k", "body"};
    const auto would = running.append(request);
    REQUIRE(would);
    CHECK(would->dry_run);
    const auto body = running->representation(*would, kStaff);
    REQUIRE(body);
    CHECK((*body)["events"][0]["data"]["title"] == "T");
    CHECK((*body)["standing"]["cycle"]["activities"].size() + (*body)["standing"]["cycles"].size() >
          0);
    CHECK((*body)["standing"]["version"] == would->version.value);
    CHECK(running.size() == before);
    request.dry_run = false;
    const auto appended = running.append(request);
    REQUIRE(appended);
    CHECK_FALSE(appended->replayed);
    CHECK(appended->first == would->first);
}

TEST_CASE("a dry run of a holder makes no key and no holder", "[service]") {
    RunningService running;
    running.open();
    auto request = appending(
        "holder/ada", {draft("holder.registered", {{"name", "Ada"}, {"email", "a@example.org"}})});
    request.creates = true;
    request.dry_run = true;
    const auto would = running.append(request);
    REQUIRE(would);
    CHECK((*running->representation(*would, kStaff))["events"][0]["data"]["name"] == "Ada");
    CHECK(running->state(stream("holder/ada"), {}, kStaff).error().code == ErrorCode::not_found);
}

TEST_CASE("a stream is created once, and only then appended to", "[service]") {
    RunningService running;
    running.open();
    const Json ada = {{"name", "Ada"}, {"email", "ada@example.org"}};
    CHECK(running.tell("holder/ada", "holder.preferred", "", {{"reminders", true}}).error().code ==
          ErrorCode::not_found);
    REQUIRE(running.create("holder/ada", ada));
    const auto again = running.create("holder/ada", ada);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::already_exists);
    CHECK(again.error().pointer == "/id");
    CHECK(running.tell("holder/ada", "holder.registered", "", ada).error().code ==
          ErrorCode::already_exists);
}

TEST_CASE("without an id the service makes one that nobody can guess", "[service]") {
    RunningService running;
    running.open();
    auto request = appending(
        "holder/x", {draft("holder.registered", {{"name", "Ada"}, {"email", "a@example.org"}})});
    request.creates = true;
    request.stream.id.clear();
    const auto first = running.append(request);
    const auto second = running.append(request);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(events::is_id(first->stream.id));
    CHECK(first->stream.id.size() >= 26);
    CHECK(first->stream.id != second->stream.id);
    CHECK(running->state(first->stream, {}, kStaff)->body["name"] == "Ada");
}

TEST_CASE("a registration names what is there, or the field is named", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.create("holder/ada", {{"name", "Ada"}, {"email", "a@example.org"}}));
    Json data = {{"program", "none"}, {"holder", "ada"}};
    auto refused = running.create("credential/c", data);
    CHECK(refused.error().code == ErrorCode::unknown_program);
    CHECK(refused.error().pointer == "/data/program");
    data = {{"program", "cptm"}, {"holder", "bob"}};
    CHECK(running.create("credential/c", data).error().code == ErrorCode::unknown_holder);
    data = {{"program", "cptm"}, {"holder", "ada"}, {"organization", "acme"}};
    refused = running.create("credential/c", data);
    CHECK(refused.error().code == ErrorCode::unknown_organization);
    CHECK(refused.error().pointer == "/data/organization");
}

TEST_CASE("a holder appends to its own streams, and only now", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    REQUIRE(running.awarded("bob"));
    const auto at = [&](const std::string& name, const std::string& when) {
        return running.tell(name, "cpe.logged", when, cpe("a" + when), holder("ada"));
    };
    CHECK(at("credential/bob", "").error().code == ErrorCode::not_found);
    CHECK(at("credential/ada", "2025-05-02").error().pointer == "/occurred_at");
    CHECK(at("credential/ada", ""));
    CHECK(running.tell("credential/ada", "module.completed", "", {{"module", 1}}, holder("ada"))
              .error()
              .code == ErrorCode::forbidden);
    CHECK(running.tell("credential/ada", "cpe.logged", "", cpe("x"), kAuditor).error().code ==
          ErrorCode::forbidden);
}
