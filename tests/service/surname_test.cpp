#include "service/surname.hpp"

#include <catch2/catch.hpp>

using recert::service::is_surname;

TEST_CASE("a surname is known without case and marks", "[surname]") {
    for (const char* typed : {"Márquez", "MARQUEZ", "ma\u0301rquez", "garcía márquez",
                              "Garcia-Marquez", " Garcia  Marquez ", "gabriel garcia marquez"})
        CHECK(is_surname(typed, "Gabriel García Márquez", ""));
    CHECK(is_surname("lukasiewicz", "Jan Łukasiewicz", "pl"));
    CHECK(is_surname("ŁUKASIEWICZ", "Jan Łukasiewicz", "pl"));
    CHECK(is_surname("STRASSER", "Eva Straßer", "de"));
    CHECK(is_surname("obrien", "Pat O\u2019Brien", ""));
    CHECK(is_surname("Достоевский", "Фёдор ДОСТОЕВСКИЙ", ""));
    CHECK(is_surname("παπαδοπουλος", "Νίκος Παπαδόπουλος", ""));
    CHECK(is_surname("حسن", "محمد حَسَن", ""));
}

TEST_CASE("umlauts and rings may be spelt out", "[surname]") {
    CHECK(is_surname("Mueller", "Jörg Müller", "de"));
    CHECK(is_surname("muller", "Jörg Müller", "de"));
    CHECK(is_surname("Aaberg", "Kari Åberg", "sv"));
    CHECK(is_surname("Soerensen", "Bo Sørensen", "da"));
    CHECK(is_surname("Sorensen", "Bo Sørensen", "da"));
}

TEST_CASE("a given name is no surname, nor is half of one", "[surname]") {
    for (const char* typed :
         {"Gabriel", "Marq", "quez", "Smith", "", " ", "-", ".", "Gabriel Garcia"})
        CHECK_FALSE(is_surname(typed, "Gabriel García Márquez", ""));
    CHECK_FALSE(is_surname("Jr", "John Smith Jr.", ""));
    CHECK_FALSE(is_surname("Dr", "Dr. John Smith", ""));
    CHECK_FALSE(is_surname("John", "Dr. John Smith", ""));
    CHECK(is_surname("Smith", "Dr. John Smith Jr.", ""));
    CHECK_FALSE(is_surname("x", "", ""));
}

TEST_CASE("where the surname comes first, it is there that it is looked for", "[surname]") {
    CHECK(is_surname("Nguyen", "Nguyễn Văn An", "vi"));
    CHECK_FALSE(is_surname("An", "Nguyễn Văn An", "vi-VN"));
    CHECK(is_surname("Nguyen Van An", "Nguyễn Văn An", ""));
    CHECK(is_surname("nagy", "Nagy Anna", "hu_HU"));
    CHECK(is_surname("王", "王小明", ""));
    CHECK(is_surname("欧阳", "欧阳修远", "zh"));
    CHECK_FALSE(is_surname("明", "王小明", ""));
    CHECK(is_surname("van der berg", "van der Berg, Anna", ""));
    CHECK_FALSE(is_surname("Anna", "van der Berg, Anna", ""));
    CHECK(is_surname("Sukarno", "Sukarno", "id"));
}

TEST_CASE("whatever bytes are typed, the answer is no", "[surname]") {
    for (const char* typed : {"\xFF", "\xC3", "\xE2\x82", "\xF0\x9F\x92", "\xC3\x28", "\x80"})
        CHECK_FALSE(is_surname(typed, "Gabriel García", ""));
    CHECK_FALSE(is_surname(std::string(300, 'a'), "A " + std::string(300, 'a'), ""));
    CHECK_FALSE(is_surname("a", std::string(1'000, ' '), ""));
}
