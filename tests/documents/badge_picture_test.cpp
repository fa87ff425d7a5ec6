#include "documents/badge_picture.hpp"

#include <catch2/catch.hpp>

#include "documents/png.hpp"

using namespace recert;

namespace {

projections::BadgeFacts facts(const std::string& name) {
    return {.program = "cptm",
            .program_name = name,
            .issuer_name = "Training Industry",
            .url = {},
            .criteria = {},
            .number = "CPTM-7K3M-9QXR",
            .holder = "ada",
            .cycle = 1,
            .valid_from = {},
            .valid_until = events::parse_date("2026-05-07").value(),
            .decision = {},
            .place = {},
            .results = {}};
}

}  // namespace

TEST_CASE("the same words are the same picture", "[badges]") {
    const auto picture = [](const std::string& name) {
        const auto drawn = documents::badge_picture(facts(name));
        REQUIRE(drawn);
        return *drawn;
    };
    const std::string one = picture("Certified Professional");
    CHECK(one.starts_with("\x89PNG\r\n\x1a\n"));
    CHECK(picture("Certified Professional") == one);
    CHECK(picture("Another") != one);
    CHECK_FALSE(picture(std::string(2000, 'W')).empty());
    CHECK_FALSE(picture("").empty());
}

TEST_CASE("a text stands in a picture behind its header", "[badges]") {
    const auto picture = documents::badge_picture(facts("Certified Professional")).value();
    const auto baked = documents::with_text(picture, "keyword", "{\"a\":1}");
    constexpr std::size_t kHeader = 33;
    CHECK(baked.substr(0, kHeader) == picture.substr(0, kHeader));
    const std::string chunk = baked.substr(kHeader, baked.size() - picture.size());
    CHECK(baked.substr(kHeader + chunk.size()) == picture.substr(kHeader));
    CHECK(chunk.substr(0, 8) == std::string("\0\0\0\x13", 4) + "iTXt");
    CHECK(chunk.substr(8, 19) == "keyword" + std::string(5, '\0') + "{\"a\":1}");
}
