#include "http/live_feed.hpp"

#include <catch2/catch.hpp>

#include "http/body.hpp"
#include "http/event_reads.hpp"
#include "http/growing_service.hpp"
#include "http/router.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

RequestHeaders headers(std::string_view last = {}) {
    return {
        .accept = "text/event-stream", .authorization = "Bearer good-token", .last_event_id = last};
}

Response followed(FakeService& service, const std::string& query = "", std::string_view last = {}) {
    return ask(service, {.target = "/v1/events" + query, .headers = headers(last)});
}

// What there is to send, up to the next wait; nothing more once it has ended.
std::string sent(const Response& response) {
    std::string out;
    for (;;) {
        const Next next = response.source->next();
        const auto* piece = std::get_if<std::string>(&next);
        if (!piece) return out + (std::holds_alternative<Wait>(next) ? "" : "<over>");
        out += *piece;
    }
}

std::string begun(const Response& response) {
    REQUIRE(response.source);
    response.source->begin(kAtOnce, [] {});
    return sent(response);
}

std::string frame(int seq, const std::string& type = "holder.updated") {
    return "id: " + std::to_string(seq) + "\nevent: " + type +
           "\ndata: {\"seq\":" + std::to_string(seq) + ",\"type\":\"" + type + "\"}\n\n";
}

const std::string kHint = "retry: 2000\n\n";

}  // namespace

TEST_CASE("a feed sends what is past, then what comes, each once", "[http]") {
    GrowingService service;
    service.grow(2);
    const Response response = followed(service);
    CHECK(response.content_type == "text/event-stream");
    CHECK(begun(response) == kHint + frame(0) + frame(1));
    CHECK(sent(response).empty());
    service.grow(1);
    CHECK(sent(response) == frame(2));
    service.grow(2, "cpe.logged");
    CHECK(sent(response) == frame(3, "cpe.logged") + frame(4, "cpe.logged"));
    CHECK(sent(response).empty());
}

TEST_CASE("a feed goes on after Last-Event-ID, or after `after`", "[http]") {
    GrowingService service;
    service.grow(5);
    CHECK(begun(followed(service, "?after=2")) == kHint + frame(3) + frame(4));
    CHECK(begun(followed(service, "?after=0", "3")) == kHint + frame(4));
    CHECK(begun(followed(service, "?after=what", "4")) == kHint);
    CHECK(begun(followed(service, "?after=-1", "3")) == kHint + frame(4));
}

TEST_CASE("a ledger without events is followed from its first", "[http]") {
    GrowingService service;
    const Response response = followed(service);
    CHECK(begun(response) == kHint);
    service.grow(1);
    CHECK(sent(response) == frame(0));
}

TEST_CASE("a feed of one type looks at each event once", "[http]") {
    GrowingService service;
    service.grow(3);
    const Response response = followed(service, "?type=cpe.logged");
    CHECK(begun(response) == kHint);
    const auto before = service.reads();
    CHECK(sent(response).empty());
    CHECK(service.reads() == before);
    service.grow(1, "cpe.logged");
    CHECK(sent(response) == frame(3, "cpe.logged"));
    CHECK(service.query.known_at.value_or("") != "0");
}

TEST_CASE("a long past comes in pages, and nothing is lost between them", "[http]") {
    GrowingService service;
    const std::size_t many = 2 * kEventsAtOnce + 3;
    service.grow(many);
    const Response response = followed(service);
    std::string wanted = kHint;
    for (std::size_t i = 0; i < many + 1; ++i) wanted += frame(int(i));
    service.grow(1);
    CHECK(begun(response) == wanted);
}

TEST_CASE("a position that is none is refused by name", "[http]") {
    GrowingService service;
    service.grow(3);
    const auto pointer = [&](const std::string& query, std::string_view last) {
        const Response response = followed(service, query, last);
        CHECK(response.status == 400);
        return json_of(response)["pointer"].get<std::string>();
    };
    CHECK(pointer("?after=3", "") == "after");
    CHECK(pointer("?after=x", "") == "after");
    CHECK(pointer("", "3") == "Last-Event-ID");
    CHECK(pointer("", "1x") == "Last-Event-ID");
    CHECK(followed(service, "?known_at=1").status == 400);
    CHECK(followed(service, "?limit=1").status == 400);
}

TEST_CASE("who may not read is refused before anything is sent", "[http]") {
    GrowingService service;
    service.grow(1);
    service.failure = Error{ErrorCode::forbidden, "not yours"};
    CHECK(followed(service).status == 403);
}

TEST_CASE("a token revoked meanwhile ends its feed with the next event", "[http]") {
    GrowingService service;
    service.grow(1);
    const Response response = followed(service);
    begun(response);
    service.revoked_all = true;
    service.grow(1);
    CHECK(sent(response) == "<over>");
}

TEST_CASE("a feed ends when the server does", "[http]") {
    GrowingService service;
    service.grow(1);
    const Response response = followed(service);
    begun(response);
    service.grow(1);
    response.source->drain();
    CHECK(sent(response) == "<over>");
}

TEST_CASE("a quiet feed waits for its next heartbeat", "[http]") {
    GrowingService service;
    service.grow(1);
    const Response response = followed(service);
    const auto before = Clock::now();
    begun(response);
    const Next next = response.source->next();
    const auto* wait = std::get_if<Wait>(&next);
    REQUIRE(wait);
    CHECK(wait->until >= before + kHeartbeat);
    CHECK(wait->until <= Clock::now() + kHeartbeat);
}

TEST_CASE("followers are woken, and no more are admitted than there are seats", "[http]") {
    const auto followers = std::make_shared<Followers>(2);
    int woken = 0;
    auto first = followers->admit();
    REQUIRE(first);
    (*first)->wake_by([&] { ++woken; });
    {
        const auto second = followers->admit();
        REQUIRE(second);
        (*second)->wake_by([&] { woken += 10; });
        CHECK(followers->admit().error().code == ErrorCode::overloaded);
        followers->wake();
        CHECK(woken == 11);
    }
    followers->wake();
    CHECK(woken == 12);
    CHECK(followers->admit());
}
