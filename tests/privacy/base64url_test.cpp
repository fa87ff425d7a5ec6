#include "privacy/base64url.hpp"

#include <catch2/catch.hpp>

using namespace recert::privacy;

TEST_CASE("base64url writes the examples of RFC 4648 without padding", "[privacy]") {
    const std::pair<std::string, std::string> examples[] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff", "-_8"}};
    for (const auto& [bytes, text] : examples) {
        CHECK(to_base64url(bytes) == text);
        CHECK(from_base64url(text) == bytes);
    }
}

TEST_CASE("base64url refuses what it would not have written", "[privacy]") {
    for (const char* text : {"Z", "Zg==", "Zh", "Zm9+", "Zm 9v", "Zm9vY"})
        CHECK_FALSE(from_base64url(text));
}
