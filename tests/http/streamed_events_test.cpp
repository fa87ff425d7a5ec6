#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "http/growing_service.hpp"
#include "http/raw_client.hpp"
#include "http/server.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using std::chrono::milliseconds;

namespace {

Settings on_a_free_port() {
    Settings settings;
    settings.port = 0;
    settings.linger_max = milliseconds(200);
    return settings;
}

std::string following() { return asking("/v1/events", "Accept: text/event-stream\r\n"); }

}  // namespace

TEST_CASE("an export to HTTP/1.0 goes on until the close", "[http][socket]") {
    GrowingService service;
    service.grow(2);
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    REQUIRE(
        client.send("GET /v1/events HTTP/1.0\r\nAuthorization: Bearer good-token\r\n"
                    "Accept: application/x-ndjson\r\nConnection: keep-alive\r\n\r\n"));
    const auto head = client.receive();
    REQUIRE(head);
    CHECK(head->has("Connection: close\r\n"));
    CHECK(client.receive_rest() ==
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
    CHECK_FALSE(client.receive_chunks(body));
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
    CHECK(client.receive_chunks(rest));
    CHECK(client.is_closed());
    stopped.get();
}
