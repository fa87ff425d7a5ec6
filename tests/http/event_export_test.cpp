#include "http/event_export.hpp"

#include <catch2/catch.hpp>

#include "http/body.hpp"
#include "http/event_reads.hpp"
#include "http/growing_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using events::Json;

namespace {

Response exported(FakeService& service, const std::string& query = "") {
    return ask(service, {.target = "/v1/events" + query,
                         .headers = {.accept = "application/x-ndjson",
                                     .authorization = "Bearer good-token"}});
}

// The seqs of all lines, and how it ended.
std::vector<std::uint64_t> seqs_of(const Response& response, Next& how) {
    REQUIRE(response.source);
    response.source->begin(kAtOnce, [] {});
    std::vector<std::uint64_t> out;
    for (;;) {
        how = response.source->next();
        const auto* piece = std::get_if<std::string>(&how);
        if (!piece) return out;
        for (std::size_t at = 0; at < piece->size();) {
            const auto end = piece->find('\n', at);
            out.push_back(Json::parse(piece->substr(at, end - at))["seq"]);
            at = end + 1;
        }
    }
}

}  // namespace

TEST_CASE("an export holds every event, in order, whatever the pages", "[http]") {
    GrowingService service;
    const std::size_t many = 3 * kEventsAtOnce + 7;
    service.grow(many);
    const Response response = exported(service);
    CHECK(response.status == 200);
    CHECK(response.content_type == "application/x-ndjson");
    CHECK(response.header("Vary") == "Accept");
    service.grow(5);  // too late to be part of it
    Next how;
    const auto seqs = seqs_of(response, how);
    CHECK(std::holds_alternative<End>(how));
    REQUIRE(seqs.size() == many);
    for (std::size_t i = 0; i < many; ++i) CHECK(seqs[i] == i);
}

TEST_CASE("an export is filtered and bounded as a page is", "[http]") {
    GrowingService service;
    service.grow(10);
    service.grow(2, "cpe.logged");
    service.grow(3);
    Next how;
    CHECK(seqs_of(exported(service, "?type=cpe.logged"), how) ==
          std::vector<std::uint64_t>{10, 11});
    CHECK(seqs_of(exported(service, "?after=8&known_at=10"), how) ==
          std::vector<std::uint64_t>{9, 10});
    CHECK(seqs_of(exported(service, "?after=14"), how).empty());
    CHECK(std::holds_alternative<End>(how));
}

TEST_CASE("what a page is cut by does not fit an export", "[http]") {
    GrowingService service;
    for (const char* query : {"?limit=3", "?cursor=x"})
        CHECK(json_of(exported(service, query))["code"] == "bad-parameter");
}

TEST_CASE("a refusal to read is a problem, not an empty export", "[http]") {
    GrowingService service;
    service.failure = Error{ErrorCode::forbidden, "not yours"};
    const Response response = exported(service);
    CHECK(response.status == 403);
    CHECK_FALSE(response.source);
}

TEST_CASE("an export that cannot be read to its end is broken, not ended", "[http]") {
    GrowingService service;
    service.grow(2 * kEventsAtOnce);
    const Response response = exported(service);
    service.failure = Error{ErrorCode::storage, "the disk is gone"};
    Next how;
    CHECK(seqs_of(response, how).size() == kEventsAtOnce);
    CHECK(std::holds_alternative<Broken>(how));
}

TEST_CASE("a token revoked during an export breaks it", "[http]") {
    GrowingService service;
    service.grow(2 * kEventsAtOnce);
    const Response response = exported(service);
    service.revoked_all = true;
    Next how;
    seqs_of(response, how);
    CHECK(std::holds_alternative<Broken>(how));
}
