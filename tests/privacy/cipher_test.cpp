#include "privacy/cipher.hpp"

#include <catch2/catch.hpp>

using namespace recert::privacy;

namespace {

std::string hex(std::string_view bytes) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += kHex[byte >> 4];
        out += kHex[byte & 15];
    }
    return out;
}

const Key kKey(std::string(kKeyBytes, 'k'));

}  // namespace

TEST_CASE("what is encrypted comes back under its key and place only", "[privacy]") {
    const std::string sealed = encrypt(kKey, "here", "Ada Lovelace");
    CHECK(sealed.size() == kNonceBytes + 12 + kTagBytes);
    CHECK(sealed.find("Lovelace") == std::string::npos);
    CHECK(decrypt(kKey, "here", sealed) == "Ada Lovelace");
    CHECK_FALSE(decrypt(kKey, "there", sealed));
    CHECK_FALSE(decrypt(Key(std::string(kKeyBytes, 'j')), "here", sealed));
}

TEST_CASE("a change of any one byte of a sealed text is refused", "[privacy]") {
    const std::string sealed = encrypt(kKey, "here", "Ada");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string altered = sealed;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        CHECK_FALSE(decrypt(kKey, "here", altered));
    }
    CHECK_FALSE(decrypt(kKey, "here", sealed.substr(0, kNonceBytes + kTagBytes - 1)));
    CHECK_FALSE(decrypt(kKey, "here", ""));
}

TEST_CASE("the same text is never sealed to the same bytes", "[privacy]") {
    CHECK(encrypt(kKey, "here", "Ada") != encrypt(kKey, "here", "Ada"));
    CHECK(decrypt(kKey, "", encrypt(kKey, "", "")) == "");
}

TEST_CASE("digests are those of the standards", "[privacy]") {
    CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    // RFC 4231, case 1, its key filled up with zeros as HMAC does it.
    const Key key(std::string(20, '\x0b') + std::string(12, '\0'));
    CHECK(hex(hmac_sha256(key, "Hi There")) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}
