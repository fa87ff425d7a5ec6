#include "service/p256.hpp"

#include <catch2/catch.hpp>

#include "ledger/hash.hpp"

using namespace recert;
using service::p256::is_private_key;

namespace {

std::string bytes(std::string_view hex) {
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return out;
}

const privacy::Key kKey(bytes("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));

}  // namespace

TEST_CASE("signatures of P-256 are those of RFC 6979, appendix A.2.5", "[badges]") {
    CHECK(ledger::hex(service::p256::public_key(kKey).value()) ==
          "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
          "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
    CHECK(ledger::hex(service::p256::sign(kKey, "sample").value()) ==
          "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
          "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    CHECK(ledger::hex(service::p256::sign(kKey, "test").value()) ==
          "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
          "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083");
}

TEST_CASE("a private key is more than nothing and less than the order of the group", "[badges]") {
    const std::string order =
        bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    std::string less = order;
    less.back() = '\x50';
    CHECK(is_private_key(kKey.view()));
    CHECK(is_private_key(less));
    CHECK_FALSE(is_private_key(order));
    CHECK_FALSE(is_private_key(std::string(32, '\xff')));
    CHECK_FALSE(is_private_key(std::string(32, '\0')));
}
