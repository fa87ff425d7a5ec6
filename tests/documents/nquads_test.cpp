#include "documents/nquads.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

using namespace recert;
using documents::canonical_nquads;
using events::Json;

namespace {

std::string golden(const std::string& name) {
    std::ifstream file(std::string(RECERT_GOLDEN_BADGES) + '/' + name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Json credential() { return events::parse(golden("credential.json")).value(); }

}  // namespace

// What npm's jsonld made of them with the contexts they name. Changing a text is right only when
// the document beside it changed, and by that program.
TEST_CASE("canonical N-Quads are those of a JSON-LD library", "[badges]") {
    for (const std::string name : {"credential", "proof", "status_list"}) {
        INFO(name);
        const auto text = canonical_nquads(events::parse(golden(name + ".json")).value());
        REQUIRE(text);
        CHECK(*text == golden(name + ".nq"));
    }
}

TEST_CASE("what is not of the profile is not signed", "[badges]") {
    const auto refuses = [](const Json& document) {
        const auto text = canonical_nquads(document);
        return !text && text.error().code == ErrorCode::corrupt;
    };
    REQUIRE_FALSE(refuses(credential()));
    Json other = credential();
    other["termsOfUse"] = "none";
    CHECK(refuses(other));
    other = credential();
    other["type"].push_back("EndorsementCredential");
    CHECK(refuses(other));
    other = credential();
    other["credentialSubject"]["creditsEarned"] = 24;
    CHECK(refuses(other));
    other = credential();
    other["name"] = 24;
    CHECK(refuses(other));
    for (const char* id : {"pmp", "", "urn:a b", "https://a/<b>", "_:b0", "https://a/\n", ":x"}) {
        INFO(id);
        other = credential();
        other["id"] = id;
        CHECK(refuses(other));
    }
}

TEST_CASE("two nodes that say the same cannot be told apart", "[badges]") {
    Json twice = credential();
    auto& identifiers = twice["credentialSubject"]["identifier"];
    identifiers.push_back(identifiers.front());
    CHECK_FALSE(canonical_nquads(twice));
    identifiers.back()["identityHash"] = "another";
    CHECK(canonical_nquads(twice));
}

TEST_CASE("the order of what is said does not matter", "[badges]") {
    Json turned = credential();
    auto& identifiers = turned["credentialSubject"]["identifier"];
    std::swap(identifiers[0], identifiers[1]);
    std::swap(turned["type"][0], turned["type"][1]);
    CHECK(canonical_nquads(turned).value() == canonical_nquads(credential()).value());
}
