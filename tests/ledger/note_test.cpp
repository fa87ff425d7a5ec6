// Signed notes against the vector of the specification.
#include "ledger/note.hpp"

#include <catch2/catch.hpp>

#include "ledger/base64.hpp"
#include "ledger/open_log.hpp"

using namespace recert;
using namespace recert::ledger;

namespace {

const std::string kVkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const std::string kText = "This is an example message.\n";
const std::string kLine =
    "\xe2\x80\x94 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsY"
    "jOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

std::vector<note::VerifierKey> spec_key() { return {*note::VerifierKey::parse(kVkey)}; }

}  // namespace

TEST_CASE("the note of the specification opens with its key", "[ledger]") {
    const auto key = note::VerifierKey::parse(kVkey);
    REQUIRE(key);
    CHECK(key->name() == "example.com/foo");
    CHECK(key->text() == kVkey);
    CHECK(*note::open(kText + "\n" + kLine, spec_key()) == kText);
}

TEST_CASE("an altered text or signature does not open", "[ledger]") {
    std::string text = kText;
    text[3] = 'S';
    CHECK(note::open(text + "\n" + kLine, spec_key()).error().code == ErrorCode::corrupt);
    std::string line = kLine;
    line[40] = line[40] == 'A' ? 'B' : 'A';
    CHECK(note::open(kText + "\n" + line, spec_key()).error().code == ErrorCode::corrupt);
    CHECK(note::open(kText + "\n" + kLine, {}).error().code == ErrorCode::corrupt);
}

TEST_CASE("what is no note is malformed", "[ledger]") {
    for (const std::string& bad :
         {std::string(), kText, kText + kLine, kText + "\n", kText + "\n" + kLine + "x\n",
          kText + "\nno dash\n", kText + "\n" + kLine.substr(0, kLine.size() - 1),
          "a\tb\n\n" + kLine, kText + "\n\xe2\x80\x94 name AAAA\n"}) {
        INFO(bad);
        const auto parsed = note::parse(bad);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().code == ErrorCode::malformed);
    }
}

TEST_CASE("two keys sign side by side, and either is enough", "[ledger]") {
    const auto older = note::Signer::generate("log.example");
    const auto newer = note::Signer::generate("log.example");
    REQUIRE(older);
    REQUIRE(newer);
    CHECK(older->seed() != newer->seed());
    const std::vector<note::Signer> signers = {*newer, *older};
    const auto note = note::sign("text\n", signers);
    REQUIRE(note);
    CHECK(note::parse(*note)->signatures.size() == 2);
    for (const note::Signer& signer : signers) {
        const std::vector<note::VerifierKey> trusted = {signer.verifier()};
        CHECK(*note::open(*note, trusted) == "text\n");
    }
    CHECK_FALSE(note::open(*note, spec_key()));
    CHECK_FALSE(note::sign("no newline", signers));
}

TEST_CASE("a signer is its seed, and signs the same each time", "[ledger]") {
    const note::Signer signer = test_signer();
    const auto again = note::Signer::from_seed(signer.verifier().name(), signer.seed());
    REQUIRE(again);
    CHECK(again->verifier().text() == signer.verifier().text());
    CHECK(*again->sign("x") == *signer.sign("x"));
    CHECK(signer.verifier().verifies("x", *signer.sign("x")));
    CHECK_FALSE(signer.verifier().verifies("y", *signer.sign("x")));
    CHECK_FALSE(signer.verifier().verifies("x", ""));
}

TEST_CASE("a key that is not written as it should be is malformed", "[ledger]") {
    for (const std::string& bad :
         {std::string(), std::string("name"), std::string("a b+530d903a+AAAA"),
          std::string("example.com/fox") + kVkey.substr(15), kVkey + "=",
          kVkey.substr(0, kVkey.size() - 1), "x" + kVkey}) {
        INFO(bad);
        CHECK_FALSE(note::VerifierKey::parse(bad));
    }
    CHECK_FALSE(note::Signer::generate("with space"));
    CHECK_FALSE(note::Signer::generate("with+plus"));
}

TEST_CASE("base64 takes only what it writes", "[ledger]") {
    for (const std::string& bytes : {std::string(), std::string("a"), std::string("ab"),
                                     std::string("abc"), std::string("\0\xff", 2)})
        CHECK(*from_base64(base64(bytes)) == bytes);
    CHECK(base64("ab") == "YWI=");
    for (const char* bad : {"YWI", "YWJ=", "YW I=", "====", "Y===", "YWI=\n", " YWI"})
        CHECK_FALSE(from_base64(bad));
}
