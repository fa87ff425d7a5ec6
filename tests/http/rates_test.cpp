#include "http/rates.hpp"

#include <catch2/catch.hpp>

#include "http/fake_service.hpp"
#include "http/openapi.hpp"
#include "http/route.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

std::shared_ptr<Rates> few() {
    Settings settings;
    settings.rate_token = 3;
    settings.rate_address = 2;
    settings.rate_sign_in = 1;
    return std::make_shared<Rates>(settings);
}

IpAddress v6(std::uint8_t network, std::uint8_t host) {
    IpAddress out{0x20, 0x01, 0x0D, 0xB8};
    out[7] = network;
    out[15] = host;
    return out;
}

IpAddress v4(std::uint8_t host) {
    return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 10, 0, 0, host};
}

}  // namespace

TEST_CASE("a token has its quota, then 429 with what is left and when", "[rates]") {
    FakeService service;
    const Ask what{.target = "/v1/holders", .rates = few()};
    for (const char* left : {"2", "1", "0"}) {
        const Response answer = ask(service, what);
        CHECK(answer.status == 200);
        CHECK(answer.header("RateLimit-Policy") == "\"token\";q=3;w=60");
        CHECK_THAT(std::string(answer.header("RateLimit")),
                   Catch::StartsWith("\"token\";r=" + std::string(left) + ";t="));
        CHECK(answer.header("Retry-After").empty());
    }
    const Response refused = ask(service, what);
    CHECK(refused.status == 429);
    CHECK(json_of(refused)["code"] == "rate-limited");
    CHECK(refused.header("RateLimit") == "\"token\";r=0;t=60");
    CHECK(refused.header("Retry-After") == "20");
}

TEST_CASE("what is open counts by the address, whatever token is shown", "[rates]") {
    FakeService service;
    const Ask what{.target = "/problems", .rates = few()};
    CHECK(ask(service, what).header("RateLimit-Policy") == "\"address\";q=2;w=60");
    CHECK(ask(service, what).status == 200);
    CHECK(ask(service, what).status == 429);
    CHECK(ask(service, {.target = "/v1/holders", .rates = what.rates}).status == 200);
}

TEST_CASE("attempts with wrong tokens are few, and lock out nobody who has a good one", "[rates]") {
    FakeService service;
    Ask wrong{.target = "/v1/holders", .rates = few()};
    wrong.headers.authorization = "Bearer guessed";
    CHECK(ask(service, wrong).status == 401);
    const Response refused = ask(service, wrong);
    CHECK(refused.status == 429);
    CHECK(refused.header("RateLimit-Policy") == "\"sign-in\";q=1;w=60");
    CHECK(ask(service, {.target = "/v1/holders", .rates = wrong.rates}).status == 200);
}

TEST_CASE("asking without any token is no attempt to sign in", "[rates]") {
    FakeService service;
    const Ask what{.target = "/v1/holders", .headers = {}, .rates = few()};
    CHECK(ask(service, what).header("RateLimit-Policy") == "\"address\";q=2;w=60");
    CHECK(ask(service, what).status == 401);
    CHECK(ask(service, what).status == 429);
}

TEST_CASE("clients on this machine are not counted", "[rates]") {
    FakeService service;
    const Ask what{.target = "/v1/holders", .is_local = true, .rates = few()};
    for (int i = 0; i < 10; ++i) {
        const Response answer = ask(service, what);
        CHECK(answer.status == 200);
        CHECK(answer.header("RateLimit").empty());
    }
}

TEST_CASE("an IPv6 client is its /64, an IPv4 client its address", "[rates]") {
    const auto rates = few();
    const auto left = [&](const IpAddress& address) {
        return rates->count(Rate::address, address, "", Clock::now()).level.left;
    };
    CHECK(left(v6(1, 1)) == 1);
    CHECK(left(v6(1, 2)) == 0);
    CHECK(left(v6(2, 1)) == 1);
    CHECK(left(v4(1)) == 1);
    CHECK(left(v4(2)) == 1);
}

TEST_CASE("the document tells what each operation counts as, and that it may be 429", "[rates]") {
    const events::Json paths = make_openapi()["paths"];
    for (const Route& route : routes()) {
        if (route.method != Method::get) continue;
        const auto& operation = paths[route.pattern]["get"];
        INFO(route.pattern);
        CHECK(operation["x-rate-limit"] == rate_name(route.is_open() ? route.rate : Rate::token));
        CHECK(operation["responses"].contains("429"));
    }
}
