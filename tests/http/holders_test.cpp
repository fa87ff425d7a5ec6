// What only a holder has: erasure, and evidence.
#include <catch2/catch.hpp>

#include "http/evidence.hpp"
#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

const std::string kHash(64, 'a');
const std::string kPath = "/v1/holders/ada/evidence/" + kHash;

Ask putting(const std::string& body, std::string_view media = "text/plain; charset=utf-8") {
    return {.method = Method::put,
            .target = kPath,
            .body = body,
            .headers = {.authorization = "Bearer good-token", .content_type = media}};
}

}  // namespace

TEST_CASE("an erasure answers who is erased and where that stands in the ledger", "[http]") {
    FakeService service;
    const Response made = post(service, "/v1/holders/ada/erase", R"({"reason":"asked to"})");
    CHECK(made.status == 201);
    CHECK(json_of(made)["holders"] == events::Json({"ada", "old"}));
    CHECK(json_of(made)["events"].size() == 1);
    CHECK_FALSE(made.header("Receipt").empty());
    CHECK(made.header("Cache-Control") == "no-store");
    REQUIRE(service.erasures.size() == 1);
    const service::Append& asked = service.erasures.front();
    CHECK(asked.stream.text() == "holder/ada");
    CHECK(asked.drafts.front().type == "holder.erased");
    CHECK(asked.drafts.front().data["reason"] == "asked to");
    CHECK(post(service, "/v1/holders/ada/erase?dry_run=true", R"({"reason":"x"})").status == 200);
    CHECK(service.erasures.back().dry_run);
}

TEST_CASE("an erasure that is refused says why, by the fields of its own body", "[http]") {
    FakeService service;
    const Response unknown = post(service, "/v1/holders/ada/erase", R"({"why":"x"})");
    CHECK(unknown.status == 422);
    CHECK(json_of(unknown)["pointer"] == "/why");
    CHECK(service.erasures.empty());
    service.failure = Error{ErrorCode::schema, "reason is missing", "/data/reason"};
    CHECK(json_of(post(service, "/v1/holders/ada/erase", "{}"))["pointer"] == "/reason");
    service.failure = Error{ErrorCode::legal_hold, "a hold stands"};
    const Response held = post(service, "/v1/holders/ada/erase", R"({"reason":"x"})");
    CHECK(held.status == 422);
    CHECK(json_of(held)["code"] == "legal-hold");
}

TEST_CASE("a file is put as it is, and told to be there when it was", "[http]") {
    FakeService service;
    const Response made = ask(service, putting("attended"));
    CHECK(made.status == 201);
    CHECK(json_of(made)["bytes"] == 8);
    CHECK(service.filed.holder == "ada");
    CHECK(service.filed.sha256 == kHash);
    CHECK(service.filed.media == "text/plain");
    CHECK(service.filed.bytes == "attended");
    CHECK(ask(service, putting("attended")).status == 200);
    service.failure = Error{ErrorCode::wrong_hash, "another SHA-256"};
    CHECK(ask(service, putting("attended")).status == 422);
}

TEST_CASE("a file that is too large, or of no type that is taken, is refused", "[http]") {
    FakeService service;
    const std::string most(service::kEvidenceBytesMax, 'x');
    CHECK(ask(service, putting(most)).status == 201);
    const Response more = ask(service, putting(most + 'x'));
    CHECK(more.status == 413);
    CHECK(json_of(more)["code"] == "too-large");
    for (const char* media : {"application/octet-stream", "text/html", "application/json", ""})
        CHECK(ask(service, putting("x", media)).status == 415);
}

TEST_CASE("a file is given out to be saved, not shown", "[http]") {
    FakeService service;
    service.filed = {"ada", kHash, "image/png", "bytes"};
    const Response read = get(service, kPath);
    CHECK(read.status == 200);
    CHECK(read.body == "bytes");
    CHECK(read.content_type == "image/png");
    CHECK(read.header("Content-Disposition") == "attachment");
    CHECK(read.header("X-Content-Type-Options") == "nosniff");
    CHECK(read.header("Cache-Control") == "private, no-cache");
    CHECK(read.header("ETag") == '"' + kHash + '"');
    const Ask again{
        .target = kPath,
        .headers = {.authorization = "Bearer good-token", .if_none_match = read.header("ETag")}};
    CHECK(ask(service, again).status == 304);
}
