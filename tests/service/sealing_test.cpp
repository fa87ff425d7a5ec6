#include "service/sealing.hpp"

#include <catch2/catch.hpp>

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
    const auto vault =
        privacy::Vault::open(directory.path(), privacy::Key(std::string(privacy::kKeyBytes, 'm')));
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
