#include "service/claims.hpp"

#include <catch2/catch.hpp>

using namespace recert;
using namespace recert::service;
using events::Json;

namespace {

const ClaimNames kNames{
    "sub", "groups", {{"chief", "admin"}, {"crew", "staff"}, {"m=1", "holder"}}};

}  // namespace

TEST_CASE("the first row whose value the claim has is the role", "[claims]") {
    const std::pair<Json, Role> rows[] = {{"crew", Role::staff},
                                          {Json::array({"crew"}), Role::staff},
                                          {{"x", "crew", "chief"}, Role::admin},
                                          {{1, "m=1"}, Role::holder}};
    for (const auto& [groups, role] : rows) {
        INFO(groups.dump());
        const auto who = principal_of_claims({{"sub", "ada"}, {"groups", groups}}, kNames);
        REQUIRE(who);
        CHECK(who->role == role);
        CHECK(who->subject == "ada");
    }
}

TEST_CASE("nobody has a role by default", "[claims]") {
    for (const Json& groups : {Json(), Json(""), Json("Crew"), Json("crew staff"), Json(1),
                               Json::array(), Json::object({{"crew", true}}), Json(true)}) {
        INFO(groups.dump());
        const auto refused = principal_of_claims({{"sub", "ada"}, {"groups", groups}}, kNames);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::forbidden);
    }
    CHECK(principal_of_claims({{"sub", "ada"}}, kNames).error().code == ErrorCode::forbidden);
}

TEST_CASE("a subject must do for its role", "[claims]") {
    const auto code_for = [](const Json& subject, const char* group) {
        const auto who = principal_of_claims({{"sub", subject}, {"groups", group}}, kNames);
        return who ? std::string("fine") : code_name(who.error().code);
    };
    CHECK(code_for("Ada L. <ada@example.org>", "crew") == "fine");
    CHECK(code_for("Ada L.", "m=1") == "forbidden");
    CHECK(code_for("", "crew") == "forbidden");
    CHECK(code_for(std::string(129, 'x'), "crew") == "forbidden");
    CHECK(code_for(7, "crew") == "unauthenticated");
    CHECK(principal_of_claims({{"groups", "crew"}}, kNames).error().code ==
          ErrorCode::unauthenticated);
}

TEST_CASE("a claim within another is named by a pointer, a dot is only a dot", "[claims]") {
    ClaimNames names = kNames;
    names.role = "/realm/roles";
    const Json nested = {{"sub", "ada"}, {"realm", {{"roles", Json::array({"crew"})}}}};
    CHECK(principal_of_claims(nested, names)->role == Role::staff);
    names.role = "realm.roles";
    CHECK_FALSE(principal_of_claims(nested, names));
    CHECK(principal_of_claims({{"sub", "ada"}, {"realm.roles", "crew"}}, names));
}

TEST_CASE("a row is value=role, of a role that a subject alone makes", "[claims]") {
    const auto row = parse_role_of_value("cn=crew,dc=x=staff");
    REQUIRE(row);
    CHECK(row->value == "cn=crew,dc=x");
    CHECK(row->role == "staff");
    for (const char* text : {"", "crew", "=staff", "crew=", "crew=king", "lms=integration"}) {
        INFO(text);
        CHECK(parse_role_of_value(text).error().code == ErrorCode::bad_parameter);
    }
}
