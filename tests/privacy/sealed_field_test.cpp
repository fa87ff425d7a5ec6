#include "privacy/sealed_field.hpp"

#include <catch2/catch.hpp>

using namespace recert::privacy;

namespace {

const Key kKey(std::string(kKeyBytes, 'k'));
const Key kOther(std::string(kKeyBytes, 'o'));
const std::string kPlace = place("credential/c-1", "cpe.logged", "title");

}  // namespace

TEST_CASE("a field opens with its own key alone, at its own place alone", "[privacy]") {
    const std::string sealed = seal_field(kKey, kPlace, "Webinar");
    const Key own = field_key(kKey, kPlace, sealed);
    CHECK(open_with(own, kPlace, sealed) == "Webinar");
    CHECK(open_field(kKey, kPlace, sealed) == "Webinar");
    CHECK_FALSE(open_field(kOther, kPlace, sealed));
    CHECK_FALSE(open_with(kKey, kPlace, sealed));
    CHECK_FALSE(open_with(own, place("credential/c-1", "cpe.logged", "note"), sealed));
}

TEST_CASE("the key of one field opens no other", "[privacy]") {
    const std::string one = seal_field(kKey, kPlace, "Webinar");
    const std::string again = seal_field(kKey, kPlace, "Webinar");
    CHECK(one != again);
    CHECK_FALSE(open_with(field_key(kKey, kPlace, one), kPlace, again));
}

TEST_CASE("a field that is not bound to its key does not open", "[privacy]") {
    const std::string sealed = seal_field(kKey, kPlace, "Webinar");
    const Key own = field_key(kKey, kPlace, sealed);
    const std::string unbound =
        encrypt(own, sealed.substr(0, kNonceBytes), kPlace, "Webinar, and no zeros before it");
    CHECK(decrypt(own, kPlace, unbound));
    CHECK_FALSE(open_with(own, kPlace, unbound));
    CHECK_FALSE(open_field(kKey, kPlace, unbound));
}

TEST_CASE("an altered or short field does not open", "[privacy]") {
    const std::string sealed = seal_field(kKey, kPlace, "");
    CHECK(open_field(kKey, kPlace, sealed) == "");
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        std::string altered = sealed;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        CHECK_FALSE(open_field(kKey, kPlace, altered));
    }
    for (std::size_t length = 0; length < sealed.size(); ++length)
        CHECK_FALSE(open_field(kKey, kPlace, sealed.substr(0, length)));
}
