#include "service/sealing.hpp"

#include <catch2/catch.hpp>

#include "privacy/base64url.hpp"
#include "support/scratch_directory.hpp"

using namespace recert;
using namespace recert::service;
using events::Json;

namespace {

// As ledgers hold it that were written before schema 2 of a renewal.
constexpr std::string_view kOldRenewal =
    R"({"actor":"system","data":{"cycle":2,"valid_from":"2026-05-08","valid_until":"2028-05-07"},)"
    R"("id":"0196a0f2-5e00-7000-8000-000000000029","occurred_at":"2026-05-02","on":"2026-05-02",)"
    R"("recorded_at":"2026-05-04T09:30:00.007Z","salt":"AAECAwQFBgcICQoLDA0ODw","schema":1,)"
    R"("seq":41,"stream":"credential/cptm-000042","type":"credential.renewed","version":3})";

}  // namespace

TEST_CASE("an event is shown in the current form of its type, with that form's number",
          "[sealing]") {
    const support::ScratchDirectory directory;
    std::filesystem::create_directories(directory.path() / "keys");
    const auto vault = privacy::Vault::open(directory.path(),
                                            {privacy::Key(std::string(privacy::kKeyBytes, 'm'))});
    REQUIRE(vault);
    for (const Sight sight : {Sight::sealed, Sight::opened}) {
        const auto shown = envelope_json(**vault, kOldRenewal, sight);
        REQUIRE(shown);
        CHECK((*shown)["schema"] == 2);
        CHECK((*shown)["data"]["satisfied_on"] == "2026-05-02");
        CHECK((*shown)["seq"] == 41);
    }
    std::string newer(kOldRenewal);
    newer.replace(newer.find("\"schema\":1"), 10, "\"schema\":3");
    CHECK(envelope_json(**vault, newer, Sight::opened).error().code == ErrorCode::corrupt);
}

TEST_CASE("what is sealed is shown to who may see it, each element of a list too", "[sealing]") {
    const support::ScratchDirectory directory;
    std::filesystem::create_directories(directory.path() / "keys");
    const auto opened = privacy::Vault::open(directory.path(),
                                             {privacy::Key(std::string(privacy::kKeyBytes, 'm'))});
    REQUIRE(opened);
    privacy::Vault& vault = **opened;
    REQUIRE(vault.prepare("ada"));
    const auto place = [](const std::string& field) {
        return privacy::place("credential/c-1", "audit.closed", field);
    };
    const auto sealed = [&](const std::string& field, const std::string& text) {
        return Json{{"enc", vault.seal("ada", place(field), text).value()}, {"k", "ada"}};
    };
    const Json findings = {sealed("findings/0", "no certificate"), sealed("findings/1", "late")};
    const Json entry = {{"seq", 7},
                        {"stream", "credential/c-1"},
                        {"type", "audit.closed"},
                        {"schema", 1},
                        {"data", {{"findings", findings}, {"outcome", "rejected"}}}};
    const auto shown = envelope_json(vault, entry.dump(), Sight::opened);
    REQUIRE(shown);
    CHECK((*shown)["data"]["findings"] == Json{"no certificate", "late"});
    CHECK((*envelope_json(vault, entry.dump(), Sight::sealed))["data"]["findings"] == findings);

    const auto openings = openings_of(vault, entry.dump());
    REQUIRE(openings);
    REQUIRE((*openings)["openings"].size() == 2);
    const Json& second = (*openings)["openings"][1];
    CHECK(second["seq"] == 7);
    CHECK(second["pointer"] == "/data/findings/1");
    const privacy::Key key(*privacy::from_base64url(second["key"].get<std::string>()));
    const auto bytes = privacy::from_base64url(findings[1]["enc"].get<std::string>());
    CHECK(privacy::open_with(key, place("findings/1"), *bytes) == "late");
    CHECK_FALSE(privacy::open_with(key, place("findings/0"), *bytes));
}
