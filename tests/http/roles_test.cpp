#include <catch2/catch.hpp>
#include <regex>

#include "http/fake_service.hpp"
#include "http/route.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using service::Reach;
using service::Role;

namespace {

// A request that finds the route, whatever its handler makes of it.
Ask ask_of(const Route& route) {
    static const std::regex kName("\\{\\w+\\}");
    Ask out{.method = route.method, .target = std::regex_replace(route.pattern, kName, "1")};
    if (route.operation.takes.empty()) return out;
    out.headers.content_type = route.operation.takes.front().media;
    out.body = "{}";
    return out;
}

}  // namespace

TEST_CASE("a route lets in the roles whose right it is, and no others", "[http][roles]") {
    std::size_t let_in = 0, refused = 0;
    for (const Route& route : routes()) {
        const auto& right = service::right_grant(route.needs.right(), route.kind);
        for (std::size_t i = 0; i < service::kRoles; ++i) {
            FakeService service;
            service.role = static_cast<Role>(i);
            const int status = ask(service, ask_of(route)).status;
            INFO(method_name(route.method) << ' ' << route.pattern << " by role " << i);
            const bool may = service::reach(right.reach, service.role) != Reach::none;
            CHECK((status != 403) == may);
            if (!may) CHECK(service.appends.empty());
            ++(may ? let_in : refused);
        }
    }
    CHECK(let_in + refused == routes().size() * service::kRoles);
    WARN(let_in << " of route and role let in, " << refused << " refused");
}

TEST_CASE("a role that may only read or only write is let in to that", "[http][roles]") {
    CHECK_FALSE(service::right_grant(service::Right::what_if, {}).writes);
    for (const auto right : {service::Right::create, service::Right::append})
        CHECK(service::right_grant(right, events::StreamKind::credential).writes);
}
