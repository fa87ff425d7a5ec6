#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "http/fake_service.hpp"
#include "http/raw_client.hpp"
#include "http/server.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using std::chrono::milliseconds;

namespace {

const std::string kCreation = R"({"data":{}})";

// A service that keeps an append until it is told to answer.
struct Held {
    FakeService service;
    std::promise<std::function<void()>> arrived;

    Held() {
        service.on_append = [this](service::Append request, auto done) {
            arrived.set_value([request = std::move(request), done = std::move(done)] {
                done(appended_to(request));
            });
        };
    }
};

Settings on_a_free_port() {
    Settings settings;
    settings.port = 0;
    return settings;
}

}  // namespace

TEST_CASE("a stop closes idle connections and takes no new ones", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(on_a_free_port(), service).value();
    const std::uint16_t port = server->port();
    RawClient idle(port);
    REQUIRE(idle.send(asking("/livez")));
    REQUIRE(idle.receive());
    server->stop();
    CHECK(idle.is_closed());
    CHECK_THROWS(RawClient(port));
    server->stop();
}

TEST_CASE("a stop waits for the request under way and answers it", "[http][socket]") {
    Held held;
    Settings settings = on_a_free_port();
    settings.linger_max = milliseconds(100);
    const auto server = Server::start(settings, held.service).value();
    RawClient client(server->port());
    REQUIRE(client.send(posting("/v1/holders", kCreation) + asking("/livez")));
    const auto finish = held.arrived.get_future().get();
    auto stopped = std::async(std::launch::async, [&] { server->stop(); });
    CHECK(stopped.wait_for(milliseconds(100)) == std::future_status::timeout);
    finish();
    const auto answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 201);
    CHECK(answer->has("Connection: close\r\n"));
    CHECK(client.is_closed());
    stopped.get();
}

TEST_CASE("a stop is bounded, and an answer that comes after it harms nobody", "[http][socket]") {
    Held held;
    Settings settings = on_a_free_port();
    settings.drain_max = milliseconds(100);
    auto server = Server::start(settings, held.service).value();
    RawClient client(server->port());
    REQUIRE(client.send(posting("/v1/holders", kCreation)));
    const auto finish = held.arrived.get_future().get();
    server->stop();
    server.reset();
    finish();
    CHECK(client.is_closed());
}
