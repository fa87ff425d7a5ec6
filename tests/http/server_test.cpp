#include "http/server.hpp"

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "http/fake_service.hpp"
#include "http/raw_client.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

const std::string kBody = R"({"type":"cpe.logged","data":{"activity":"a"}})";
const std::string kHistory = "/v1/credentials/c-1/events";

Settings on_a_free_port() {
    Settings settings;
    settings.port = 0;
    return settings;
}

}  // namespace

TEST_CASE("a connection is kept for the next request", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    for (int i = 0; i < 3; ++i) {
        REQUIRE(client.send(asking("/v1/holders/ada")));
        const auto answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->status == 200);
        CHECK(answer->has("Content-Type: application/json\r\n"));
        CHECK(answer->has("Date: "));
        CHECK(answer->has("X-Request-Id: "));
        CHECK_FALSE(answer->has("Connection:"));
        CHECK(events::Json::parse(answer->body)["id"] == "ada");
    }
}

TEST_CASE("pipelined requests are answered in order", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    std::string all;
    for (int i = 0; i < 50; ++i) {
        all += asking("/v1/events/" + std::to_string(i));
        all += posting(kHistory, kBody);
    }
    REQUIRE(client.send(all));
    for (int i = 0; i < 50; ++i) {
        const auto read = client.receive();
        REQUIRE(read);
        CHECK(events::Json::parse(read->body)["seq"] == i);
        const auto written = client.receive();
        REQUIRE(written);
        CHECK(written->status == 201);
    }
}

TEST_CASE("an append is answered when the service calls back from its own thread",
          "[http][socket]") {
    FakeService service;
    std::vector<std::thread> threads;
    service.on_append = [&](service::Append request, auto done) {
        threads.emplace_back([request = std::move(request), done = std::move(done)] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            done(appended_to(request));
        });
    };
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    for (int i = 0; i < 3; ++i) {
        REQUIRE(client.send(posting(kHistory, kBody)));
        const auto answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->status == 201);
        CHECK(answer->has("ETag: \"17\"\r\n"));
    }
    for (std::thread& thread : threads) thread.join();
}

TEST_CASE("HEAD answers the head alone", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    REQUIRE(client.send("HEAD /livez HTTP/1.1\r\nHost: x\r\n\r\n" + asking("/livez")));
    const auto head = client.receive(true);
    REQUIRE(head);
    CHECK(head->has("Content-Length: 13\r\n"));
    const auto whole = client.receive();
    REQUIRE(whole);
    CHECK(whole->body == R"({"live":true})");
}

TEST_CASE("a connection ends when the client asks for it, or speaks HTTP/1.0", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    for (const std::string& request :
         {asking("/livez", "Connection: close\r\n"), std::string("GET /livez HTTP/1.0\r\n\r\n")}) {
        RawClient client(server->port());
        REQUIRE(client.send(request));
        const auto answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->has("Connection: close\r\n"));
        CHECK(client.is_closed());
    }
    RawClient old(server->port());
    REQUIRE(old.send("GET /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
    const auto kept = old.receive();
    REQUIRE(kept);
    CHECK(kept->has("Connection: keep-alive\r\n"));
    REQUIRE(old.send("GET /livez HTTP/1.0\r\n\r\n"));
    CHECK(old.receive());
}

TEST_CASE("a client that expects 100-continue gets it, then the answer", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    RawClient client(server->port());
    const std::string request = posting(kHistory, kBody);
    const auto blank = request.find("\r\n\r\n");
    REQUIRE(client.send(request.substr(0, blank) + "\r\nExpect: 100-continue\r\n\r\n"));
    const auto go_on = client.receive();
    REQUIRE(go_on);
    CHECK(go_on->status == 100);
    REQUIRE(client.send(kBody));
    const auto answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 201);
}

TEST_CASE("many connections at once are each answered", "[http][socket]") {
    FakeService service;
    service.on_append = [](const service::Append& request, const auto& done) {
        done(appended_to(request));
    };
    const auto server = Server::start(on_a_free_port(), service).value();
    std::atomic<int> answered{0};
    std::vector<std::thread> clients;
    for (int i = 0; i < 8; ++i)
        clients.emplace_back([&] {
            RawClient client(server->port());
            for (int n = 0; n < 25; ++n) {
                const auto answer =
                    client.send(posting(kHistory, kBody)) ? client.receive() : std::nullopt;
                if (answer && answer->status == 201) ++answered;
            }
        });
    for (std::thread& client : clients) client.join();
    CHECK(answered == 200);
}

TEST_CASE("a port that is taken, or a host that is none, refuses the start", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    Settings same;
    same.port = server->port();
    CHECK(Server::start(same, service).error().code == ErrorCode::refused_start);
    Settings nowhere;
    nowhere.host = "no such host";
    CHECK(Server::start(nowhere, service).error().code == ErrorCode::refused_start);
}
