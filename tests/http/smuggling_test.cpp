// What a server and a proxy in front of it may read differently: each such request is refused, and
// with it the rest of its connection.
#include <catch2/catch.hpp>
#include <cstring>

#include "http/request_reader.hpp"

using namespace recert::http;
using State = RequestReader::State;

namespace {

constexpr std::string_view kSmuggled = "GET /v1/tokens HTTP/1.1\r\nHost: x\r\n\r\n";

// Fed at once, and byte by byte: the answer must not hang on how the network cuts it.
int status_of_refusal(const std::string& text, std::size_t step) {
    const Settings settings;
    RequestReader reader(settings);
    State state = State::idle;
    for (std::size_t at = 0; at < text.size() && state != State::refused; at += step) {
        const std::string_view part = std::string_view(text).substr(at, step);
        const auto room = reader.room();
        std::memcpy(room.data(), part.data(), part.size());
        reader.received(part.size());
        state = reader.advance();
    }
    return state == State::refused ? reader.refusal().status : 0;
}

void check_refused(const std::string& text) {
    INFO(text);
    CHECK(status_of_refusal(text + std::string(kSmuggled), 4'096) == 400);
    CHECK(status_of_refusal(text + std::string(kSmuggled), 1) == 400);
}

std::string post(const std::string& headers, const std::string& version = "1.1") {
    return "POST /v1/holders HTTP/" + version + "\r\nHost: x\r\n" + headers + "\r\n";
}

}  // namespace

TEST_CASE("two lengths, or a length beside chunks, are refused", "[http][smuggling]") {
    for (const char* headers :
         {"Content-Length: 3\r\nContent-Length: 4\r\n",
          "Content-Length: 3\r\nContent-Length: 3\r\n", "Content-Length: 3, 3\r\n",
          "Content-Length: 3, 4\r\n", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
          "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"})
        check_refused(post(headers) + "0\r\n\r\n");
}

TEST_CASE("a length that is no plain number is refused", "[http][smuggling]") {
    for (const char* length : {"+3", "-1", "0x3", "3a", "", "3 3", "1e1", "99999999999999999999"})
        check_refused(post("Content-Length: " + std::string(length) + "\r\n") + "abc");
}

TEST_CASE("a transfer coding that is not chunked alone is refused", "[http][smuggling]") {
    for (const char* coding : {"identity", "gzip, chunked", "chunked, identity", "xchunked",
                               "chunked, chunked", "\"chunked\"", "chunked;q=1", "\vchunked"})
        check_refused(post("Transfer-Encoding: " + std::string(coding) + "\r\n") + "0\r\n\r\n");
    check_refused(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") +
                  "0\r\n\r\n");
    check_refused(post("Transfer-Encoding: chunked\r\n", "1.0") + "0\r\n\r\n");
}

TEST_CASE("a line that ends in LF or CR alone, or goes on in the next, is refused",
          "[http][smuggling]") {
    for (const char* text : {"GET / HTTP/1.1\nHost: x\n\n", "GET / HTTP/1.1\r\nHost: x\n\r\n",
                             "GET / HTTP/1.1\r\nHost: x\r\nA: b\nContent-Length: 9\r\n\r\n",
                             "GET / HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n",
                             "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
                             "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\tContent-Length: 9\r\n\r\n",
                             "GET / HTTP/1.1\r\n Host: x\r\n\r\n"})
        check_refused(text);
}

TEST_CASE("a header's name with a space, a control character or nothing is refused",
          "[http][smuggling]") {
    for (const char* header : {"Content-Length : 3", " Content-Length: 3", "Content Length: 3",
                               ": 3", "A\x01: b", "A: b\x01", "Transfer-Encoding\x0b: chunked"})
        check_refused(post(std::string(header) + "\r\n") + "abc");
    check_refused(post(std::string("A: b\0c\r\n", 8)));
}

TEST_CASE("a chunk whose length is no plain hexadecimal number is refused", "[http][smuggling]") {
    for (const char* chunks : {"-1\r\n", "+1\r\na\r\n", "0x1\r\na\r\n", " 1\r\na\r\n", "1\na\n",
                               "g\r\n", "fffffffffffffffff\r\n", "3\r\nabcd\r\n", "1\r\na0\r\n"})
        check_refused(post("Transfer-Encoding: chunked\r\n") + chunks + "0\r\n\r\n");
}

TEST_CASE("a second Host, or a version that is none, is refused", "[http][smuggling]") {
    for (const char* text :
         {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.2\r\nHost: x\r\n\r\n", "GET / http/1.1\r\nHost: x\r\n\r\n",
          "GET /  HTTP/1.1\r\nHost: x\r\n\r\n", "GET /\r\nHost: x\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
        check_refused(text);
}
