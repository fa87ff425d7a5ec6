// The tar that is written is what tar reads, and what is no such tar is refused.
#include "tools/tar.hpp"

#include <catch2/catch.hpp>

using namespace recert;
using namespace recert::tools;

TEST_CASE("a tar header reads as it was written", "[tar]") {
    const std::string header = tar_header({"rules/cptm/6.json", 5'064}).value();
    REQUIRE(header.size() == kTarBlock);
    // As GNU tar and bsdtar write them.
    CHECK(header.substr(100, 8) == std::string("0000644\0", 8));
    CHECK(header.substr(124, 12) == std::string("00000011710\0", 12));
    CHECK(header.substr(136, 12) == std::string("00000000000\0", 12));
    CHECK(header.substr(257, 8) == std::string("ustar\00000", 8));
    CHECK(header.substr(148, 8) == std::string("011102\0 ", 8));
    const auto read = read_tar_header(header);
    REQUIRE(read);
    CHECK((*read)->name == "rules/cptm/6.json");
    CHECK((*read)->bytes == 5'064);
    CHECK(tar_padding(5'064) == 56);
    CHECK(tar_padding(512) == 0);
    CHECK_FALSE(read_tar_header(std::string(kTarBlock, '\0'))->has_value());
}

TEST_CASE("what a tar cannot hold is refused", "[tar]") {
    CHECK(tar_header({std::string(kTarNameMax, 'x'), kTarFileBytesMax}));
    CHECK(tar_header({std::string(kTarNameMax + 1, 'x'), 1}).error().code == ErrorCode::too_large);
    CHECK(tar_header({"x", kTarFileBytesMax + 1}).error().code == ErrorCode::too_large);
}

TEST_CASE("what is no tar of plain files is refused", "[tar]") {
    const std::string header = tar_header({"checkpoint", 163}).value();
    constexpr std::size_t kBehindChecksum = 155;  // a space, or whatever a writer puts there
    for (std::size_t at = 0; at < header.size(); ++at) {
        if (at == kBehindChecksum) continue;
        std::string bent = header;
        bent[at] = static_cast<char>(bent[at] ^ 1);
        INFO(at);
        CHECK_FALSE(read_tar_header(bent));
    }
    CHECK_FALSE(read_tar_header(header.substr(0, 500)));
    CHECK_FALSE(read_tar_header(""));
}
