#include "http/request_headers.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace recert;
using namespace recert::http;

TEST_CASE("If-Match names a version with or without digest, quotes or weakness", "[http]") {
    for (const char* header : {"\"17-abc\"", "\"17\"", "17", "W/\"17-abc\""})
        CHECK(expected_version(header).value() == StreamVersion{17});
    CHECK_FALSE(expected_version("").value());
    CHECK_FALSE(expected_version("*").value());
}

TEST_CASE("a tag that is none of ours matches no version, what is no tag is refused", "[http]") {
    for (const char* header : {"\"abc\"", "\"\"", "\"17x\"", "\"99999999999999999999999\""})
        CHECK(expected_version(header).error().code == ErrorCode::version_mismatch);
    for (const char* header : {"abc", "17-abc", "\"16\", \"17\"", "\""})
        CHECK(expected_version(header).error().code == ErrorCode::bad_parameter);
}

TEST_CASE("an idempotency key is quoted or bare", "[http]") {
    CHECK(idempotency_key("k-1").value() == "k-1");
    CHECK(idempotency_key("\"k-1\"").value() == "k-1");
    CHECK(idempotency_key(R"("a\"b\\c")").value() == R"(a"b\c)");
    CHECK_FALSE(idempotency_key("").value());
    for (const char* header : {"\"", "\"\"", "\"open", R"("a"b")", R"("a\n")", "caf\xc3\xa9"})
        CHECK(idempotency_key(header).error().code == ErrorCode::bad_parameter);
    CHECK(idempotency_key(std::string(255, 'k')));
    CHECK_FALSE(idempotency_key(std::string(256, 'k')));
}

TEST_CASE("return=minimal is found among other preferences", "[http]") {
    CHECK(prefers_minimal("return=minimal"));
    CHECK(prefers_minimal("wait=3 , Return=Minimal;x"));
    CHECK_FALSE(prefers_minimal("return=representation"));
    CHECK_FALSE(prefers_minimal(""));
    CHECK_FALSE(prefers_minimal("a;b, c; return=minimal"));
}

TEST_CASE("a media type is the same in any case and with any parameter", "[http]") {
    CHECK(is_media_type("Application/X-NDJSON ; charset=utf-8", "application/x-ndjson"));
    CHECK_FALSE(is_media_type("application/x-ndjsonp", "application/x-ndjson"));
    CHECK_FALSE(is_media_type("", "application/json"));
}

TEST_CASE("what a client likes best is offered, and the first where it does not say", "[http]") {
    constexpr std::array<std::string_view, 3> kOffers = {"application/json", "application/x-ndjson",
                                                         "text/event-stream"};
    const std::pair<const char*, std::size_t> wishes[] = {
        {"", 0},
        {"*/*", 0},
        {"image/png", 0},
        {"text/event-stream", 2},
        {"Text/Event-Stream;q=0.1", 2},
        {"text/*", 2},
        {"text/event-stream, */*", 2},
        {"application/json, application/x-ndjson", 0},
        {"application/json;q=0.5, application/x-ndjson;q=0.8", 1},
        {"application/x-ndjson;q=0, application/*;q=0.3", 0},
        {"*/*;q=0.1, application/json;q=0", 1},
        {",,;q=x", 0}};
    for (const auto& [accept, wanted] : wishes) {
        INFO(accept);
        CHECK(preferred(accept, kOffers) == wanted);
    }
}
