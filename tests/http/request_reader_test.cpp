#include "http/request_reader.hpp"

#include <catch2/catch.hpp>
#include <cstring>

using namespace recert;
using namespace recert::http;
using State = RequestReader::State;

namespace {

State feed(RequestReader& reader, std::string_view text) {
    State state = reader.advance();
    while (!text.empty() && state != State::refused) {
        const auto room = reader.room();
        const std::size_t part = std::min(room.size(), text.size());
        std::memcpy(room.data(), text.data(), part);
        reader.received(part);
        text.remove_prefix(part);
        state = reader.advance();
    }
    return state;
}

int status_refused(std::string_view text) {
    const Settings settings;
    RequestReader reader(settings);
    REQUIRE(feed(reader, text) == State::refused);
    return reader.refusal().status;
}

constexpr std::string_view kGet = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace

TEST_CASE("a request that comes byte by byte is the same request", "[http]") {
    const Settings settings;
    RequestReader reader(settings);
    const std::string text =
        "POST /v1/holders?dry_run=true HTTP/1.1\r\nHost: x\r\nauthorization: Bearer t \r\n"
        "Content-Type: application/json\r\nidempotency-key: k\r\nX-REQUEST-ID: r\r\n"
        "If-Match: \"1\"\r\nIf-None-Match: *\r\nPrefer: p\r\nAccept: a\r\n"
        "Content-Length: 2\r\n\r\n{}";
    CHECK(reader.advance() == State::idle);
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        CHECK(feed(reader, text.substr(i, 1)) ==
              (i + 3 < text.size() ? State::header : State::body));
    CHECK(feed(reader, text.substr(text.size() - 1)) == State::complete);
    const Request request = reader.request();
    CHECK(request.method == Method::post);
    CHECK(request.target == "/v1/holders?dry_run=true");
    CHECK(request.body == "{}");
    CHECK(request.headers.authorization == "Bearer t");
    CHECK(request.headers.content_type == "application/json");
    CHECK(request.headers.idempotency_key == "k");
    CHECK(request.headers.request_id == "r");
    CHECK(request.headers.if_match == "\"1\"");
    CHECK(request.headers.if_none_match == "*");
    CHECK(request.headers.prefer == "p");
    CHECK(request.headers.accept == "a");
    CHECK(reader.keep_alive());
}

TEST_CASE("a header of one value that comes twice is named, one of a list is not", "[http]") {
    const Settings settings;
    const auto repeated = [&](const std::string& header) {
        RequestReader reader(settings);
        REQUIRE(feed(reader, "GET / HTTP/1.1\r\nHost: x\r\n" + header + "\r\n") == State::complete);
        return std::string(reader.request().headers.repeated);
    };
    CHECK(repeated("Idempotency-Key: a\r\nidempotency-key: a\r\n") == "Idempotency-Key");
    CHECK(repeated("If-Match: 1\r\nIf-Match: 2\r\n") == "If-Match");
    CHECK(repeated("Authorization: Bearer a\r\nAuthorization: Bearer b\r\n") == "Authorization");
    CHECK(repeated("Content-Type: a/b\r\nContent-Type: a/b\r\n") == "Content-Type");
    CHECK(repeated("Prefer: a\r\nPrefer: b\r\nAccept: a\r\nAccept: b\r\n").empty());
}

TEST_CASE("requests that come together are read one after the other", "[http]") {
    const Settings settings;
    RequestReader reader(settings);
    CHECK(feed(reader, std::string(kGet) + "HEAD / HTTP/1.0\r\n\r\nDELETE") == State::complete);
    CHECK(reader.request().target == "/livez");
    reader.next();
    CHECK(reader.advance() == State::complete);
    CHECK(reader.request().method == Method::head);
    CHECK(reader.is_http_1_0());
    CHECK_FALSE(reader.keep_alive());
    reader.next();
    CHECK(reader.advance() == State::header);
}

TEST_CASE("a chunked body is put together", "[http]") {
    const Settings settings;
    RequestReader reader(settings);
    CHECK(feed(reader,
               "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
               "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n") == State::complete);
    CHECK(reader.request().body == "abcde");
}

TEST_CASE("100-continue is asked for once, with the head and before the body", "[http]") {
    const Settings settings;
    RequestReader reader(settings);
    const std::string head =
        "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    CHECK(feed(reader, head) == State::body);
    CHECK(reader.take_expectation());
    CHECK_FALSE(reader.take_expectation());
    CHECK(feed(reader, "{}") == State::complete);
    reader.next();
    CHECK(feed(reader, head + "{}") == State::complete);
    CHECK_FALSE(reader.take_expectation());
}

TEST_CASE("what is no HTTP/1 request is 400", "[http]") {
    for (const char* text :
         {"\r\n\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/2.0\r\n\r\n",
          "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
        INFO(text);
        CHECK(status_refused(text) == 400);
    }
}

TEST_CASE("a body over the limit is 413 before it is read", "[http]") {
    CHECK(status_refused("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n") == 413);
    const std::string chunk = "100000\r\n" + std::string(0x100000, 'a') + "\r\n";
    CHECK(status_refused("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
                         chunk + "1\r\na\r\n") == 413);
}

TEST_CASE("a head over the limit is 431, in one header or in many", "[http]") {
    CHECK(status_refused("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'a')) == 431);
    CHECK(status_refused("GET /" + std::string(20'000, 'a')) == 431);
    std::string many = "GET / HTTP/1.1\r\n";
    for (int i = 0; i < 4000; ++i) many += "a: b\r\n";
    CHECK(status_refused(many) == 431);
}

TEST_CASE("a chunk's line cannot grow for ever", "[http]") {
    CHECK(status_refused("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" +
                         std::string(100'000, 'x')) == 431);
}

TEST_CASE("a body at the limit is taken", "[http]") {
    const Settings settings;
    RequestReader reader(settings);
    CHECK(feed(reader, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n" +
                           std::string(1 << 20, 'a')) == State::complete);
    CHECK(reader.request().body.size() == (1 << 20));
}

TEST_CASE("a body of lines is taken piece by piece and has no bound as a whole", "[http]") {
    const Settings settings;
    RequestReader reader(settings);
    const std::string head =
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: Application/x-ndjson; a=b\r\n";
    CHECK(feed(reader, head + "Content-Length: 8000000000000\r\n\r\nfirst") == State::streaming);
    CHECK(reader.request().target == "/v1/events");
    CHECK(reader.take_body() == "first");
    CHECK(reader.take_body().empty());
    const std::string much(1 << 20, 'x');
    std::size_t taken = 0;
    for (int i = 0; i < 3; ++i) {
        CHECK(feed(reader, much) == State::streaming);
        taken += reader.take_body().size();
    }
    CHECK(taken == 3 * much.size());
}

TEST_CASE("a chunked body of lines ends with its last chunk, and the next request follows",
          "[http]") {
    const Settings settings;
    RequestReader reader(settings);
    const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n";
    CHECK(feed(reader, head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n") ==
          State::streaming);
    CHECK(feed(reader, "2\r\nde\r\n0\r\n\r\n" + std::string(kGet)) == State::complete);
    CHECK(reader.take_body() == "abcde");
    reader.next();
    CHECK(reader.advance() == State::complete);
    CHECK(reader.request().target == "/livez");
    CHECK(status_refused(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n") == 400);
}
