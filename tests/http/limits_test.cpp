#include <catch2/catch.hpp>
#include <thread>

#include "http/fake_service.hpp"
#include "http/raw_client.hpp"
#include "http/server.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using std::chrono::milliseconds;

namespace {

const std::string kHolders = "/v1/holders";

Settings impatient() {
    Settings settings;
    settings.port = 0;
    settings.idle_max = milliseconds(5'000);
    settings.header_max = settings.body_max = milliseconds(100);
    return settings;
}

std::string code_of(const RawAnswer& answer) { return events::Json::parse(answer.body)["code"]; }

}  // namespace

TEST_CASE("a body over the limit is answered 413 while it is still being sent", "[http][socket]") {
    FakeService service;
    Settings settings;
    settings.port = 0;
    const auto server = Server::start(settings, service).value();
    RawClient client(server->port());
    CHECK(client.send(posting(kHolders, std::string((1 << 20) + 1, ' '))));
    const auto answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 413);
    CHECK(code_of(*answer) == "too-large");
    CHECK(answer->has("Connection: close\r\n"));
    CHECK(service.appends.empty());
}

TEST_CASE("a head over the limit is answered 431", "[http][socket]") {
    FakeService service;
    Settings settings;
    settings.port = 0;
    const auto server = Server::start(settings, service).value();
    RawClient client(server->port());
    CHECK(client.send(asking("/livez", "X: " + std::string(17'000, 'a') + "\r\n")));
    const auto answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 431);
    CHECK(events::Json::parse(answer->body)["status"] == 431);
}

TEST_CASE("half a request is answered 408 when its time is over", "[http][socket]") {
    FakeService service;
    const auto server = Server::start(impatient(), service).value();
    for (const std::string& half :
         {std::string("GET /livez HT"), posting(kHolders, R"({"data":{}})").substr(0, 130)}) {
        RawClient client(server->port());
        REQUIRE(client.send(half));
        const auto answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->status == 408);
        CHECK(code_of(*answer) == "request-timeout");
    }
}

TEST_CASE("an idle connection is closed without a word", "[http][socket]") {
    FakeService service;
    Settings settings = impatient();
    settings.idle_max = milliseconds(100);
    const auto server = Server::start(settings, service).value();
    RawClient client(server->port());
    REQUIRE(client.send(asking("/livez")));
    CHECK(client.receive());
    CHECK(client.is_closed());
}

TEST_CASE("an answer that takes longer than any read limit still comes", "[http][socket]") {
    FakeService service;
    std::thread slow;
    service.on_append = [&](service::Append request, auto done) {
        slow = std::thread([request = std::move(request), done = std::move(done)] {
            std::this_thread::sleep_for(milliseconds(300));
            done(appended_to(request));
        });
    };
    const auto server = Server::start(impatient(), service).value();
    RawClient client(server->port());
    REQUIRE(client.send(posting(kHolders, R"({"data":{}})")));
    const auto answer = client.receive();
    slow.join();
    REQUIRE(answer);
    CHECK(answer->status == 201);
}

TEST_CASE("over the connection limit a newcomer is told 503, the others go on", "[http][socket]") {
    FakeService service;
    Settings settings;
    settings.port = 0;
    settings.connections_max = 2;
    const auto server = Server::start(settings, service).value();
    RawClient first(server->port());
    RawClient second(server->port());
    for (RawClient* client : {&first, &second}) {
        REQUIRE(client->send(asking("/livez")));
        REQUIRE(client->receive());
    }
    RawClient third(server->port());
    const auto refusal = third.receive();
    REQUIRE(refusal);
    CHECK(refusal->status == 503);
    CHECK(refusal->has("Retry-After: 1\r\n"));
    CHECK(code_of(*refusal) == "overloaded");
    REQUIRE(first.send(asking("/livez")));
    CHECK(first.receive());
}

TEST_CASE("malformed bodies are 400 and the connection goes on", "[http][socket]") {
    FakeService service;
    Settings settings;
    settings.port = 0;
    const auto server = Server::start(settings, service).value();
    RawClient client(server->port());
    for (const std::string& body : {std::string(100'000, '['), std::string("\xff\xfe"),
                                    std::string(R"({"data":{},"data":{}})"), std::string("a=b")}) {
        REQUIRE(client.send(posting(kHolders, body)));
        const auto answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->status == 400);
        CHECK(code_of(*answer) == "malformed");
    }
    CHECK(service.appends.empty());
}

TEST_CASE("what is no HTTP is answered 400 and closed", "[http][socket]") {
    FakeService service;
    Settings settings;
    settings.port = 0;
    const auto server = Server::start(settings, service).value();
    RawClient client(server->port());
    REQUIRE(client.send("\x16\x03\x01 this is not the right protocol\r\n\r\n"));
    const auto answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 400);
    CHECK(client.is_closed());
}
