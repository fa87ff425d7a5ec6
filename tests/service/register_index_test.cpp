#include "views/register_index.hpp"

#include <catch2/catch.hpp>

#include "service/opened_ledger.hpp"
#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using namespace recert::service;

namespace {

std::vector<std::string> credentials_of(const ledger::Reader& reader, const std::string& of,
                                        std::string_view after = {}, std::size_t limit = 100) {
    std::vector<std::string> ids;
    REQUIRE(views::visit_credentials(reader, views::Build{1}, stream(of), after,
                                     [&](std::string_view id) {
                                         ids.emplace_back(id);
                                         return ids.size() < limit;
                                     }));
    return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("the credentials of a program, a holder, an organization are found", "[register]") {
    RunningService running;
    running.open();
    running.candidate("c1");
    REQUIRE(running.awarded("c2"));
    REQUIRE(
        running.create("organization/acme", {{"name", "Acme"}, {"kind", "company"}}, "2023-01-02"));
    REQUIRE(running.create(
        "credential/c10",
        {{"program", "cptm"}, {"holder", "c1"}, {"organization", "acme"}, {"practicum", "p-2024"}},
        "2024-01-10"));
    running.close();
    const auto ledger = open_ledger({running.options.data, running.options.origin, false});
    REQUIRE(ledger);
    const auto reader = ledger->log->reader();
    CHECK(credentials_of(*reader, "program/cptm") == Ids{"c1", "c10", "c2"});
    CHECK(credentials_of(*reader, "program/cptm", "c1") == Ids{"c10", "c2"});
    CHECK(credentials_of(*reader, "program/cptm", {}, 1) == Ids{"c1"});
    CHECK(credentials_of(*reader, "holder/c1") == Ids{"c1", "c10"});
    CHECK(credentials_of(*reader, "organization/acme") == Ids{"c10"});
    CHECK(credentials_of(*reader, "organization/acm").empty());
    CHECK(credentials_of(*reader, "program/pmp").empty());
}
