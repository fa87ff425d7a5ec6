#include "domain/number.hpp"

#include <catch2/catch.hpp>

using namespace recert::domain;
using recert::events::ProgramId;

TEST_CASE("a number is its program's and eight signs that are not taken for others", "[number]") {
    CHECK(number_of({"cptm"}, 0) == "CPTM-0000-0000");
    CHECK(number_of({"ispi-cpt"}, 0xFF'FFFF'FFFF) == "ISPI-CPT-ZZZZ-ZZZZ");
    CHECK(number_of({"cptm"}, 1) != number_of({"cptm"}, 32));
    CHECK(number_of({"cptm"}, std::uint64_t{1} << 40) == number_of({"cptm"}, 0));
}

TEST_CASE("a number is found however it was written down", "[number]") {
    for (std::uint64_t random : {0x12'3456'789AULL, 0ULL, 0x20'0000'0001ULL, 0xFE'DCBA'9876ULL}) {
        const std::string number = number_of({"ispi-cpt"}, random);
        std::string small;
        for (const char c : number)
            if (c != '-')
                small += c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(std::tolower(c));
        CHECK(number_meant({"ispi-cpt"}, number) == number);
        CHECK(number_meant({"ispi-cpt"}, small) == number);
        CHECK(number_meant({"ispi-cpt"}, " " + number + "\u2013 ") == number);
        CHECK(number_meant({"cpt"}, number).empty());
        CHECK(number_meant({"ispi-cpt"}, number + "0").empty());
        CHECK(number_meant({"ispi-cpt"}, number.substr(1)).empty());
    }
    CHECK(number_meant({"cptm"}, "").empty());
    CHECK(number_meant({"cptm"}, "CPTM").empty());
    CHECK(number_meant({"cptm"}, "CPTM-0000-0000" + std::string(300, ' ')).empty());
}
