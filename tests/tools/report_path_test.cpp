#include <catch2/catch.hpp>

#include "tools/export_report.hpp"

using namespace recert;
using tools::ReportOrder;

TEST_CASE("an order of a report is asked for in one request", "[export]") {
    const auto path = tools::report_path({.name = "finance",
                                          .format = "xlsx",
                                          .as_of = "2026-05-04",
                                          .known_at = "2026-05-04T10:00:00+02:00",
                                          .filters = {"program=cptm", "provider=A & B"}});
    REQUIRE(path);
    CHECK(*path ==
          "/v1/reports/finance?format=xlsx&as_of=2026-05-04&known_at=2026-05-04T10%3A00%3A00%2B02"
          "%3A00&program=cptm&provider=A%20%26%20B");
    CHECK(tools::report_path({.name = "team"}).value() == "/v1/reports/team?format=csv");
}

TEST_CASE("a filter is a name and a value", "[export]") {
    for (const char* filter : {"program", "=cptm", ""}) {
        const auto path = tools::report_path({.name = "finance", .filters = {filter}});
        REQUIRE_FALSE(path);
        CHECK(path.error().code == ErrorCode::malformed);
    }
}
