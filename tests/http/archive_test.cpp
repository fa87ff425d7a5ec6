#include "http/archive.hpp"

#include <catch2/catch.hpp>

using namespace recert;
using http::Archive;

namespace {

std::string made(const std::string& second) {
    Archive archive(events::Instant(std::chrono::milliseconds(1'780'000'000'000)));
    std::string bytes;
    REQUIRE(archive.add("a.txt", "one"));
    REQUIRE(archive.add("a.txt", ", two"));
    bytes += archive.take();
    REQUIRE(archive.add("names/\u1ecc.txt", second));
    REQUIRE(archive.finish());
    return bytes + archive.take();
}

}  // namespace

TEST_CASE("the same files make the same archive, others another", "[archive]") {
    const std::string bytes = made("three");
    CHECK(bytes.starts_with("PK\x03\x04"));
    CHECK(bytes.find("a.txt") != std::string::npos);
    CHECK(bytes == made("three"));
    CHECK(bytes != made("four"));
}
