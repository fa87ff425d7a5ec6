#include <catch2/catch.hpp>

#include "projections/path.hpp"
#include "projections/period.hpp"

using namespace recert;
using projections::parse_period;

namespace {
events::Date day(const char* text) { return events::parse_date(text).value(); }
}  // namespace

TEST_CASE("a period counts months, then days, and clamps to the month's end", "[period]") {
    CHECK(day("2026-08-31") + *parse_period("P6M") == day("2027-02-28"));
    CHECK(day("2024-05-08") + *parse_period("P2Y") == day("2026-05-08"));
    CHECK(day("2024-02-29") + *parse_period("P1Y") == day("2025-02-28"));
    CHECK(day("2026-01-31") + *parse_period("P1M1D") == day("2026-03-01"));
    CHECK(day("2026-01-01") + *parse_period("P6W") == day("2026-02-12"));
    CHECK(day("2026-01-01") + *parse_period("-P1D") == day("2025-12-31"));
    CHECK(parse_period("PT2H")->time == std::chrono::hours{2});
    CHECK(*parse_period("P12M") == *parse_period("P1Y"));
    CHECK(2 * *parse_period("P2Y") == *parse_period("P48M"));
}

TEST_CASE("what is no period is none", "[period]") {
    for (const char* text : {"", "P", "PT", "2Y", "P2", "PY", "P2H", "PT2Y", "P-2Y", "P2Y ",
                             "P999999999999Y", "P1DT", "p2y"})
        CHECK_FALSE(parse_period(text));
}

TEST_CASE("business days leave out weekends and holidays", "[period]") {
    using projections::business_days_before;
    CHECK(business_days_before(day("2026-11-16"), 1, {}) == day("2026-11-13"));
    CHECK(business_days_before(day("2026-11-16"), 30, {}) == day("2026-10-05"));
    // Columbus Day and Veterans Day move the bound (shared facts, T2).
    CHECK(business_days_before(day("2026-11-16"), 30, {day("2026-10-12"), day("2026-11-11")}) ==
          day("2026-10-01"));
}
