#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "http/append_lines.hpp"
#include "http/fake_service.hpp"
#include "http/raw_client.hpp"
#include "http/server.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using std::chrono::milliseconds;

namespace {

const std::string kLine = R"({"stream":"credential/c-1","type":"cpe.logged","data":{}})"
                          "\n";
const std::string kAnswer = R"("seq":1200,"version":17})"
                            "\n";

Settings on_a_free_port() {
    Settings settings;
    settings.port = 0;
    settings.linger_max = milliseconds(200);
    return settings;
}

std::string lines_head(std::string_view more, std::string_view version = "HTTP/1.1") {
    return "POST /v1/events " + std::string(version) +
           "\r\nHost: x\r\nAuthorization: Bearer good-token\r\n"
           "Content-Type: application/x-ndjson\r\n" +
           std::string(more) + "\r\n";
}

std::string chunk(const std::string& bytes) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + bytes + "\r\n";
}

std::string answer_of(int line) { return "{\"line\":" + std::to_string(line) + "," + kAnswer; }

}  // namespace

TEST_CASE("a line is answered while the body still comes", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    REQUIRE(client.send(lines_head("Transfer-Encoding: chunked\r\n")));
    const auto head = client.receive();
    REQUIRE(head);
    CHECK(head->status == 200);
    CHECK(head->has("Transfer-Encoding: chunked\r\n"));
    for (int line = 1; line <= 3; ++line) {
        REQUIRE(client.send(chunk(kLine)));
        CHECK(client.receive_chunk() == answer_of(line));
    }
    REQUIRE(client.send("0\r\n\r\n" + asking("/livez")));
    CHECK(client.receive_chunk() == "");
    const auto next = client.receive();
    REQUIRE(next);
    CHECK(next->body == R"({"live":true})");
}

TEST_CASE("a body of lines that comes at once is answered, and the connection goes on",
          "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    const std::string body = kLine + kLine;
    const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    for (int i = 0; i < 2; ++i) {
        REQUIRE(client.send(lines_head(length) + body));
        REQUIRE(client.receive());
        std::string answers;
        CHECK(client.receive_chunks(answers));
        CHECK(answers == answer_of(1) + answer_of(2));
    }
}

TEST_CASE("more lines than may be under way come through, in order", "[http][socket]") {
    FakeService service;
    std::atomic<std::size_t> appended{0};
    service.on_append = [&](const service::Append& request, const auto& done) {
        ++appended;
        done(appended_to(request));
    };
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    constexpr int kMany = 3 * int(kLinesUnderWayMax);
    std::thread sender([&] {
        CHECK(client.send(lines_head("Transfer-Encoding: chunked\r\n")));
        for (int i = 0; i < kMany; i += 64) {
            std::string part;
            for (int n = 0; n < 64; ++n) part += kLine;
            if (!client.send(chunk(part))) return;
        }
        client.send("0\r\n\r\n");
    });
    REQUIRE(client.receive());
    std::string answers;
    CHECK(client.receive_chunks(answers));
    sender.join();
    std::string wanted;
    for (int line = 1; line <= kMany; ++line) wanted += answer_of(line);
    CHECK((answers == wanted));
    CHECK(appended == kMany);
}

TEST_CASE("lines from HTTP/1.0 are answered until the close", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    const std::string length = "Content-Length: " + std::to_string(kLine.size()) + "\r\n";
    REQUIRE(client.send(lines_head(length, "HTTP/1.0") + kLine));
    const auto head = client.receive();
    REQUIRE(head);
    CHECK(head->has("Connection: close\r\n"));
    CHECK_FALSE(head->has("Transfer-Encoding"));
    CHECK(client.receive_rest() == answer_of(1));
}

TEST_CASE("a body of lines that nobody takes is refused, unread, and the connection ends",
          "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    REQUIRE(
        client.send("POST /v1/holders HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                    "Authorization: Bearer good-token\r\nContent-Length: 9000000000\r\n"
                    "Content-Type: application/x-ndjson\r\n\r\n"));
    const auto answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 415);
    CHECK(answer->has("Connection: close\r\n"));
    CHECK(client.is_closed());
}

TEST_CASE("a client that expects 100-continue gets it before the answer begins", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    REQUIRE(client.send(lines_head("Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n")));
    const auto go_on = client.receive();
    REQUIRE(go_on);
    CHECK(go_on->status == 100);
    const auto head = client.receive();
    REQUIRE(head);
    CHECK(head->status == 200);
}

TEST_CASE("a client that closes its half before the end is told so, after its answers",
          "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    REQUIRE(client.send(lines_head("Content-Length: 100000\r\n") + kLine + "{\"stream\":"));
    REQUIRE(client.end());
    REQUIRE(client.receive());
    std::string answers;
    CHECK(client.receive_chunks(answers));
    CHECK_THAT(answers, Catch::StartsWith(answer_of(1)) &&
                            Catch::Contains("{\"line\":2,\"error\"") &&
                            Catch::Contains("malformed"));
    CHECK(client.is_closed());
    CHECK(service.appends.size() == 1);
}

TEST_CASE("a body of lines that stops coming is ended when its time is over", "[http][socket]") {
    FakeService service;
    Settings settings = on_a_free_port();
    settings.body_max = milliseconds(100);
    const auto server = Server::start(settings, service).value();
    RawClient client(server->port());
    REQUIRE(client.send(lines_head("Transfer-Encoding: chunked\r\n") + chunk(kLine)));
    REQUIRE(client.receive());
    std::string answers;
    CHECK(client.receive_chunks(answers));
    CHECK_THAT(answers, Catch::Contains("request-timeout"));
    CHECK(client.is_closed());
}

TEST_CASE("a stop answers the lines taken, then ends the answer", "[http][socket]") {
    FakeService service;
    std::promise<std::function<void()>> arrived;
    service.on_append = [&](service::Append request, auto done) {
        arrived.set_value([request = std::move(request), done] { done(appended_to(request)); });
    };
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    REQUIRE(client.send(lines_head("Transfer-Encoding: chunked\r\n") + chunk(kLine)));
    REQUIRE(client.receive());
    const auto finish = arrived.get_future().get();
    auto stopped = std::async(std::launch::async, [&] { server->stop(); });
    CHECK(stopped.wait_for(milliseconds(100)) == std::future_status::timeout);
    client.send(chunk(kLine));
    finish();
    std::string answers;
    CHECK(client.receive_chunks(answers));
    CHECK(answers == answer_of(1));
    CHECK(client.is_closed());
    stopped.get();
}
