#include <catch2/catch.hpp>

#include "documents/badge_issuer.hpp"
#include "http/badges.hpp"
#include "http/fake_service.hpp"
#include "http/router.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using events::Json;

namespace {

const std::string kUrl = "https://ledger.example";
const std::string kBadge = "/v1/credentials/ada/badge";

class FakeBadges final : public service::Badges {
  public:
    std::optional<Error> failure;
    mutable service::BadgeQuery query{};
    mutable std::pair<Seq, Seq> places{};

    Result<projections::Badge> badge(const service::BadgeQuery& asked,
                                     const service::Principal&) const override {
        query = asked;
        if (failure) return tl::unexpected<Error>(*failure);
        return projections::Badge{.credential = asked.credential,
                                  .facts = {"cptm",
                                            "CPTM",
                                            "Training Industry",
                                            "https://example.org",
                                            "To earn it: …",
                                            "CPTM-1",
                                            "ada",
                                            1,
                                            {},
                                            {},
                                            {7},
                                            {7},
                                            {}},
                                  .valid_from = {},
                                  .valid_until = {},
                                  .granted_at = {}};
    }
    Result<service::MarkedBadges> marked(Seq from, Seq until) const override {
        places = {from, until};
        if (failure) return tl::unexpected<Error>(*failure);
        return service::MarkedBadges{{from}, {}, {}};
    }
    const service::BadgeKeys& keys() const override { return keys_; }
    const std::string& log_name() const override { return name_; }

  private:
    std::string name_ = "recert";
    service::BadgeKeys keys_ =
        service::BadgeKeys::of_seeds({privacy::Key(std::string(32, 's'))}).value();
};

struct Issuing {
    FakeService service{};
    FakeBadges& badges = [this]() -> FakeBadges& {
        service.its_badges = std::make_unique<FakeBadges>();
        return static_cast<FakeBadges&>(*service.its_badges);
    }();

    // As the service answers that was told its public URL.
    Response get(const std::string& target, RequestHeaders headers = Ask{}.headers) {
        const App app{&service, kAtOnce, std::make_shared<Followers>(1U),
                      std::make_shared<Traffic>(), kUrl};
        Response reply;
        handle({.target = target, .headers = headers}, app,
               [&](Response response) { reply = std::move(response); });
        return reply;
    }
    Response open_get(const std::string& target, std::string_view tag = {}) {
        return get(target, {.if_none_match = tag});
    }
};

}  // namespace

TEST_CASE("a badge comes in the form that is asked for", "[badges]") {
    Issuing issuing;
    const auto media = [&](const std::string& parameters, std::string_view accept) {
        const Response response = issuing.get(
            kBadge + parameters, {.accept = accept, .authorization = "Bearer good-token"});
        REQUIRE(response.status == 200);
        return response.content_type;
    };
    CHECK(media("", "") == kCredentialJson);
    CHECK(media("", "*/*") == kCredentialJson);
    CHECK(media("", "application/json") == kJson);
    CHECK(media("", "application/vc+jwt") == kCredentialJwt);
    CHECK(media("", "text/html, image/png") == kPng);
    CHECK(media("?format=json", "image/png") == kCredentialJson);
    CHECK(media("?format=jwt", "") == kCredentialJwt);
    CHECK(media("?format=png", "") == kPng);
    CHECK(issuing.get(kBadge + "?format=svg").status == 400);
}

TEST_CASE("a badge is of a cycle, a day and what was known", "[badges]") {
    Issuing issuing;
    const Response response = issuing.get(kBadge + "?cycle=2&as_of=2026-05-04&known_at=9");
    REQUIRE(response.status == 200);
    CHECK(issuing.badges.query.credential == "ada");
    CHECK(issuing.badges.query.cycle == 2);
    CHECK(issuing.badges.query.when.as_of == "2026-05-04");
    CHECK(issuing.badges.query.when.known_at == "9");
    CHECK(response.header("Cache-Control") == "private, no-cache");
    CHECK(json_of(response)["proof"][0]["cryptosuite"] == "eddsa-rdfc-2022");
    issuing.get(kBadge);
    CHECK_FALSE(issuing.badges.query.cycle);
    for (const char* wrong : {"0", "-1", "x", "10001"})
        CHECK(issuing.get(kBadge + "?cycle=" + wrong).status == 400);
    issuing.badges.failure = Error{ErrorCode::not_awarded, "not granted"};
    CHECK(issuing.get(kBadge).status == 422);
}

TEST_CASE("the same badge is not sent twice, and nobody gets one without a token", "[badges]") {
    Issuing issuing;
    const Response first = issuing.get(kBadge);
    const Response again = issuing.get(
        kBadge, {.authorization = "Bearer good-token", .if_none_match = first.header("ETag")});
    CHECK(again.status == 304);
    CHECK(issuing.get(kBadge).body == first.body);
    CHECK(issuing.open_get(kBadge).status == 401);
    issuing.service.role = service::Role::sponsor;
    CHECK(issuing.get(kBadge).status == 403);
}

TEST_CASE("status lists and keys are read by anybody, from pages of any origin", "[badges]") {
    Issuing issuing;
    const Json keys = json_of(issuing.open_get("/.well-known/jwks.json"))["keys"];
    REQUIRE(keys.size() == 2);
    const std::string key = "/keys/" + keys[0]["kid"].get<std::string>();
    CHECK(json_of(issuing.open_get(key)).dump() == keys[0].dump());
    CHECK(json_of(issuing.open_get("/.well-known/did.json"))["id"] == "did:web:ledger.example");
    for (const std::string& path :
         {std::string("/v1/status-lists/revocation/0"), std::string("/.well-known/did.json"),
          std::string("/.well-known/jwks.json"), key}) {
        INFO(path);
        const Response response = issuing.open_get(path);
        REQUIRE(response.status == 200);
        CHECK(response.header("Access-Control-Allow-Origin") == "*");
        CHECK(response.header("Cache-Control") == "public, max-age=300");
        CHECK(issuing.open_get(path, response.header("ETag")).status == 304);
    }
    CHECK(issuing.open_get("/keys/nothing").status == 404);
}

TEST_CASE("a status list is asked for by its purpose and number", "[badges]") {
    Issuing issuing;
    const Json list = json_of(issuing.open_get("/v1/status-lists/suspension/3"));
    CHECK(list["credentialSubject"]["statusPurpose"] == "suspension");
    CHECK(list["id"] == kUrl + "/v1/status-lists/suspension/3");
    CHECK(issuing.badges.places == std::pair{Seq{3 * 131'072}, Seq{4 * 131'072}});
    for (const char* wrong :
         {"revocation/x", "revocation/-1", "revocation/01", "revocation/1.5", "refresh/0",
          "revocation/99999999999999999999", "revocation/18446744073709551615"}) {
        INFO(wrong);
        CHECK(issuing.open_get(std::string("/v1/status-lists/") + wrong).status == 404);
    }
}

TEST_CASE("without a public_url there are no badges, and it is said why", "[badges]") {
    Issuing issuing;
    for (const std::string& path :
         {kBadge, std::string("/v1/status-lists/revocation/0"),
          std::string("/.well-known/did.json"), std::string("/.well-known/jwks.json")}) {
        const Response response = ask(issuing.service, {.target = path});
        CHECK(response.status == 404);
        CHECK_THAT(response.body, Catch::Contains("public_url"));
    }
}
