#include "documents/base58.hpp"

#include <catch2/catch.hpp>

using recert::documents::base58;

TEST_CASE("base58 is that of Bitcoin", "[badges]") {
    CHECK(base58("").empty());
    CHECK(base58("Hello World!") == "2NEpo7TZRRrLZSi2U");
    CHECK(base58("The quick brown fox jumps over the lazy dog.") ==
          "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z");
    CHECK(base58(std::string("\0\0\x28\x7f\xb4\xcd", 6)) == "11233QC4");
    CHECK(base58(std::string(3, '\0')) == "111");
}
