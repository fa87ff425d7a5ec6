#include "documents/status_list.hpp"

#include <zlib.h>

#include <catch2/catch.hpp>
#include <set>

#include "privacy/base64url.hpp"

using namespace recert;
using documents::kStatusListBits;
using documents::status_place;

namespace {

const documents::BadgeIssuer kIssuer{.url = "https://ledger.example", .log = "recert", .keys = {}};

std::string bits_of(const std::string& encoded) {
    REQUIRE(encoded.front() == 'u');
    std::string packed = privacy::from_base64url(encoded.substr(1)).value();
    std::string out(kStatusListBits / 8, '?');
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    CHECK(stream.avail_out == 0);
    inflateEnd(&stream);
    return out;
}

}  // namespace

TEST_CASE("every place in a list has an index of its own", "[badges]") {
    for (const std::uint64_t list : {0, 7}) {
        std::set<std::uint64_t> taken;
        for (std::uint64_t n = 0; n < kStatusListBits; ++n) {
            const auto place = status_place("recert", {list * kStatusListBits + n});
            REQUIRE(place.list == list);
            REQUIRE(place.index < kStatusListBits);
            taken.insert(place.index);
        }
        CHECK(taken.size() == kStatusListBits);
    }
}

TEST_CASE("neighbours in the ledger are none in the list, and lists differ", "[badges]") {
    std::size_t neighbours = 0;
    std::size_t same = 0;
    constexpr std::uint64_t kLooks = 1000;
    for (std::uint64_t n = 0; n < kLooks; ++n) {
        const auto here = status_place("recert", {n}).index;
        if (status_place("recert", {n + 1}).index == here + 1) ++neighbours;
        if (status_place("recert", {n + kStatusListBits}).index == here) ++same;
        if (status_place("another", {n}).index == here) ++same;
    }
    CHECK(neighbours < 20);
    CHECK(same < 20);
}

// Badges that were handed out name these: they may never change.
TEST_CASE("an index stays what it was", "[badges]") {
    CHECK(status_place("recert", {0}).index == 77'767);
    CHECK(status_place("recert", {131'073}).index == 53'754);
}

TEST_CASE("the first bit is the highest of the first byte", "[badges]") {
    const std::string bits = bits_of(documents::encoded_bits({0, 9, kStatusListBits - 1}));
    CHECK(bits.substr(0, 2) == "\x80\x40");
    CHECK(bits.back() == '\x01');
    CHECK(bits.find_first_not_of('\0', 2) == bits.size() - 1);
    const std::string none = documents::encoded_bits({});
    CHECK(bits_of(none) == std::string(kStatusListBits / 8, '\0'));
    CHECK(none.size() < 100);
}

TEST_CASE("a list marks the places it is given", "[badges]") {
    const auto list = documents::status_list(kIssuer, documents::StatusPurpose::suspension, 2,
                                             {{2 * kStatusListBits + 5}}, events::Instant{});
    CHECK(list["id"] == "https://ledger.example/v1/status-lists/suspension/2");
    CHECK(list["issuer"] == "did:web:ledger.example");
    CHECK(list["validFrom"] == "1970-01-01T00:00:00Z");
    CHECK(list["@context"].dump() == R"(["https://www.w3.org/ns/credentials/v2"])");
    const auto& subject = list["credentialSubject"];
    CHECK(subject["statusPurpose"] == "suspension");
    const auto entry = documents::status_entries(kIssuer, {2 * kStatusListBits + 5})[1];
    CHECK(entry["statusListCredential"] == list["id"]);
    const auto index = std::stoul(entry["statusListIndex"].get<std::string>());
    std::string bits = bits_of(subject["encodedList"]);
    CHECK(static_cast<unsigned char>(bits.at(index / 8)) == 0x80 >> (index % 8));
    bits.at(index / 8) = '\0';
    CHECK(bits.find_first_not_of('\0') == std::string::npos);
}

TEST_CASE("a badge names revocation before suspension", "[badges]") {
    const auto entries = documents::status_entries(kIssuer, {3});
    REQUIRE(entries.size() == 2);
    CHECK(entries[0]["statusPurpose"] == "revocation");
    CHECK(entries[1]["statusPurpose"] == "suspension");
    CHECK(entries[0]["statusListIndex"] == entries[1]["statusListIndex"]);
    CHECK(entries[0]["statusListIndex"].is_string());
}
