#include "service/grants.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "events/codec.hpp"
#include "events/schema.hpp"

using namespace recert;
using namespace recert::service;

TEST_CASE("every event type there is has one row, and no other", "[grants]") {
    std::set<std::string_view> there_are, granted;
    for (const auto& type : events::event_types()) there_are.insert(type.name);
    for (const TypeGrant& grant : type_grants()) CHECK(granted.insert(grant.type).second);
    CHECK(granted == there_are);
}

TEST_CASE("an administrator may append anything, a sponsor nothing", "[grants]") {
    for (const TypeGrant& grant : type_grants()) {
        INFO(grant.type);
        CHECK(reach(grant.appends, Role::admin) == Reach::all);
        CHECK(reach(grant.appends, Role::sponsor) == Reach::none);
        CHECK(reach(grant.appends, Role::integration) != Reach::all);
    }
}

TEST_CASE("what decides on a claim is no holder's to append", "[grants]") {
    for (const TypeGrant& grant : type_grants())
        if (grant.decides || grant.needs_reason) {
            INFO(grant.type);
            CHECK(reach(grant.appends, Role::holder) == Reach::none);
        }
}

TEST_CASE("who may append to streams follows from who may append their types", "[grants]") {
    using events::StreamKind;
    const auto creates = [](StreamKind kind, Role role) {
        return reach(right_grant(Right::create, kind).reach, role);
    };
    const auto appends = [](StreamKind kind, Role role) {
        return reach(right_grant(Right::append, kind).reach, role);
    };
    CHECK(creates(StreamKind::program, Role::staff) == Reach::none);
    CHECK(creates(StreamKind::credential, Role::staff) == Reach::all);
    CHECK(creates(StreamKind::credential, Role::holder) == Reach::none);
    CHECK(appends(StreamKind::credential, Role::holder) == Reach::own);
    CHECK(appends(StreamKind::program, Role::auditor) == Reach::all);
    CHECK(appends(StreamKind::holder, Role::auditor) == Reach::none);
    CHECK(appends(StreamKind::credential, Role::provider) == Reach::own);
    CHECK(appends(StreamKind::credential, Role::sponsor) == Reach::none);
    CHECK(reach(right_grant(Right::append_any, {}).reach, Role::instructor) == Reach::own);
    CHECK(reach(right_grant(Right::append_any, {}).reach, Role::sponsor) == Reach::none);
}
