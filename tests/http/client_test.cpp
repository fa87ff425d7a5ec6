#include "http/client.hpp"

#include <catch2/catch.hpp>

using namespace recert;
using namespace recert::http;

namespace {

IpAddress address(const std::string& text) { return parse_network(text).value().address; }

std::vector<Network> networks(const std::vector<std::string>& texts) {
    std::vector<Network> out;
    for (const std::string& text : texts) out.push_back(parse_network(text).value());
    return out;
}

// Behind these proxies, asked by 10.0.0.1.
IpAddress behind(const std::vector<std::string>& proxies, const Forwarding& headers) {
    return client_of(address("10.0.0.1"), networks(proxies), headers).address;
}

}  // namespace

TEST_CASE("a network holds the addresses that begin as it does", "[http]") {
    const auto holds = [](const std::string& network, const std::string& other) {
        return parse_network(network).value().contains(address(other));
    };
    CHECK(holds("10.0.0.0/8", "10.255.1.2"));
    CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
    CHECK(holds("192.0.2.128/25", "192.0.2.200"));
    CHECK_FALSE(holds("192.0.2.128/25", "192.0.2.127"));
    CHECK(holds("192.0.2.7", "192.0.2.7"));
    CHECK_FALSE(holds("192.0.2.7", "192.0.2.6"));
    CHECK(holds("0.0.0.0/0", "203.0.113.1"));
    CHECK_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
    CHECK(holds("2001:db8::/33", "2001:db8:7fff::1"));
    CHECK_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
    CHECK(holds("::/0", "203.0.113.1"));
}

TEST_CASE("what is no network is refused by name", "[http]") {
    for (const char* text : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
                             "10.0.0/8", "example.org", "2001:db8::/129", "10.0.0.1 "}) {
        const auto refused = parse_network(text);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::bad_parameter);
        CHECK_THAT(refused.error().message, Catch::EndsWith(text));
    }
}

TEST_CASE("a peer that is no trusted proxy is the client, whatever it says", "[http]") {
    const Forwarding claim{.forwarded = "for=192.0.2.1", .x_forwarded_for = "192.0.2.1"};
    CHECK(behind({}, claim) == address("10.0.0.1"));
    CHECK(behind({"10.0.0.2"}, claim) == address("10.0.0.1"));
}

TEST_CASE("from the right, the first address that is no trusted proxy's is the client's",
          "[http]") {
    const std::vector<std::string> ours = {"10.0.0.0/8", "fd00::/8"};
    const auto listed = [&](std::string_view value) {
        return behind(ours, {.x_forwarded_for = value});
    };
    CHECK(listed("192.0.2.1") == address("192.0.2.1"));
    CHECK(listed("198.51.100.1, 192.0.2.1,10.3.0.1") == address("192.0.2.1"));
    CHECK(listed("192.0.2.1, [fd00::1]:80 , 10.3.0.1:4711") == address("192.0.2.1"));
    CHECK(listed("2001:db8::5") == address("2001:db8::5"));
    CHECK(listed("10.0.0.2, 10.0.0.3") == address("10.0.0.2"));
    CHECK(listed("192.0.2.1, unknown") == address("10.0.0.1"));
    CHECK(listed("192.0.2.1, garbage, 10.0.0.9") == address("10.0.0.9"));
    CHECK(listed(",") == address("10.0.0.1"));
}

TEST_CASE("Forwarded is read as X-Forwarded-For is, and only without one", "[http]") {
    const auto told = [&](std::string_view value) {
        return behind({"10.0.0.0/8"}, {.forwarded = value});
    };
    CHECK(told("for=192.0.2.1") == address("192.0.2.1"));
    CHECK(told("proto=https; For=\"192.0.2.1:80\";by=10.0.0.1") == address("192.0.2.1"));
    CHECK(told("for=198.51.100.1, for=\"[2001:db8::1]:80\"") == address("2001:db8::1"));
    CHECK(told("for=_hidden") == address("10.0.0.1"));
    CHECK(told("by=192.0.2.1") == address("10.0.0.1"));
    CHECK(behind({"10.0.0.1"}, {"for=192.0.2.1", "192.0.2.2"}) == address("192.0.2.2"));
}

TEST_CASE("only a peer on this machine that speaks for itself is local", "[http]") {
    const auto is_local = [](const std::string& peer, const Forwarding& headers) {
        return client_of(address(peer), networks({"127.0.0.1"}), headers).is_local;
    };
    CHECK(is_local("127.0.0.1", {}));
    CHECK(is_local("127.8.9.1", {}));
    CHECK(is_local("::1", {}));
    CHECK_FALSE(is_local("10.0.0.1", {}));
    CHECK_FALSE(is_local("127.0.0.1", {.x_forwarded_for = "127.0.0.1"}));
    CHECK_FALSE(is_local("127.0.0.1", {.forwarded = "for=127.0.0.1"}));
}

TEST_CASE("a log names a network, not an address", "[http]") {
    CHECK(network_name(address("203.0.113.77")) == "203.0.113.0/24");
    CHECK(network_name(address("2001:db8:1:2::3")) == "2001:db8:1::/48");
}
