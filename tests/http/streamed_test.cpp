#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "http/append_lines.hpp"
#include "http/growing_service.hpp"
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

std::string following(std::string_view more = "") {
    return asking("/v1/events", "Accept: text/event-stream\r\n" + std::string(more));
}

// Chunks up to the last, which is true when it came.
bool receive_all(RawClient& client, std::string& body) {
    for (;;) {
        const auto part = client.receive_chunk();
        if (!part) return false;
        if (part->empty()) return true;
        body += *part;
    }
}

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
        CHECK(receive_all(client, answers));
        CHECK(answers == answer_of(1) + answer_of(2));
    }
}

TEST_CASE("more lines than may be under way come through, in order", "[http][socket]") {
    FakeService service;
    std::vector<std::thread> threads;
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
    CHECK(receive_all(client, answers));
    sender.join();
    std::string wanted;
    for (int line = 1; line <= kMany; ++line) wanted += answer_of(line);
    CHECK((answers == wanted));
    CHECK(appended == kMany);
}

TEST_CASE("HTTP/1.0 is answered until the close", "[http][socket]") {
    GrowingService service;
    service.grow(2);
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient lines(server->port());
    const std::string length = "Content-Length: " + std::to_string(kLine.size()) + "\r\n";
    REQUIRE(lines.send(lines_head(length, "HTTP/1.0") + kLine));
    const auto head = lines.receive();
    REQUIRE(head);
    CHECK(head->has("Connection: close\r\n"));
    CHECK_FALSE(head->has("Transfer-Encoding"));
    CHECK(lines.receive_rest() == answer_of(1));
    RawClient events(server->port());
    REQUIRE(
        events.send("GET /v1/events HTTP/1.0\r\nAuthorization: Bearer good-token\r\n"
                    "Accept: application/x-ndjson\r\nConnection: keep-alive\r\n\r\n"));
    REQUIRE(events.receive());
    CHECK(events.receive_rest() ==
          "{\"seq\":0,\"type\":\"holder.updated\"}\n{\"seq\":1,\"type\":\"holder.updated\"}\n");
}

TEST_CASE("HEAD of a streamed answer is its head, and the connection goes on", "[http][socket]") {
    GrowingService service;
    service.grow(1);
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    for (const char* type : {"application/x-ndjson", "text/event-stream"}) {
        REQUIRE(client.send("HEAD /v1/events HTTP/1.1\r\nHost: x\r\nAccept: " + std::string(type) +
                            "\r\nAuthorization: Bearer good-token\r\n\r\n"));
        const auto head = client.receive(true);
        REQUIRE(head);
        CHECK(head->status == 200);
        CHECK(head->has("Content-Type: " + std::string(type) + "\r\n"));
    }
    REQUIRE(client.send(asking("/livez")));
    CHECK(client.receive());
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
    CHECK(receive_all(client, answers));
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
    CHECK(receive_all(client, answers));
    CHECK_THAT(answers, Catch::Contains("request-timeout"));
    CHECK(client.is_closed());
}

TEST_CASE("a client that never reads its answer is cut off, and read no further",
          "[http][socket]") {
    GrowingService service;
    service.padding = std::string(16'000, 'p');
    service.grow(5'000);
    Settings settings = on_a_free_port();
    settings.write_max = milliseconds(200);
    const auto server = Server::start(settings, service).value();
    RawClient client(server->port());
    REQUIRE(client.send(asking("/v1/events", "Accept: application/x-ndjson\r\n")));
    std::this_thread::sleep_for(milliseconds(1'500));
    CHECK(service.reads() < 8);  // of 20 pages of 4 MB
    REQUIRE(client.receive());
    std::string body;
    CHECK_FALSE(receive_all(client, body));
}

TEST_CASE("a follower is sent events as they come, over any number of loops", "[http][socket]") {
    GrowingService service;
    service.grow(1);
    const auto server = Server::start(on_a_free_port(), service).value();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(std::make_unique<RawClient>(server->port()));
        REQUIRE(clients.back()->send(following()));
        REQUIRE(clients.back()->receive());
        CHECK_THAT(clients.back()->receive_chunk().value(), Catch::Contains("id: 0\n"));
    }
    for (int seq = 1; seq <= 20; ++seq) {
        service.grow(1);
        for (const auto& client : clients)
            CHECK_THAT(client->receive_chunk().value(),
                       Catch::StartsWith("id: " + std::to_string(seq) + "\n"));
    }
}

TEST_CASE("too many followers are told 503 with Retry-After", "[http][socket]") {
    GrowingService service;
    service.grow(1);
    Settings settings = on_a_free_port();
    settings.followers_max = 1;
    const auto server = Server::start(settings, service).value();
    RawClient first(server->port());
    REQUIRE(first.send(following()));
    REQUIRE(first.receive());
    RawClient second(server->port());
    REQUIRE(second.send(following()));
    const auto refusal = second.receive();
    REQUIRE(refusal);
    CHECK(refusal->status == 503);
    CHECK(refusal->has("Retry-After: 1\r\n"));
}

TEST_CASE("a stop ends a feed cleanly", "[http][socket]") {
    GrowingService service;
    service.grow(1);
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    REQUIRE(client.send(following()));
    REQUIRE(client.receive());
    REQUIRE(client.receive_chunk());
    auto stopped = std::async(std::launch::async, [&] { server->stop(); });
    std::string rest;
    CHECK(receive_all(client, rest));
    CHECK(client.is_closed());
    stopped.get();
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
    CHECK(receive_all(client, answers));
    CHECK(answers == answer_of(1));
    CHECK(client.is_closed());
    stopped.get();
}
