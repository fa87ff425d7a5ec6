#include "service/clock.hpp"

#include <catch2/catch.hpp>

#include "service/randomness.hpp"
#include "service/running_service.hpp"
#include "service/zones.hpp"

using namespace recert;
using namespace recert::service;
using recert::testing::ManualClock;

namespace {

events::Instant instant(const std::string& text) { return events::parse_instant(text).value(); }

}  // namespace

TEST_CASE("recorded_at never decreases, also when the clock goes back", "[clock]") {
    ManualClock clock("2026-05-04T12:00:00Z");
    RecordingClock recording(clock, instant("2026-05-04T11:00:00Z"));
    CHECK(recording.next() == instant("2026-05-04T12:00:00Z"));
    clock.set("2026-05-04T10:00:00Z");
    CHECK(recording.next() == instant("2026-05-04T12:00:00Z"));
    clock.set("2026-05-04T12:00:00.001Z");
    CHECK(recording.next() == instant("2026-05-04T12:00:00.001Z"));
}

TEST_CASE("a day begins when it begins in the zone, summer time included", "[zones]") {
    const auto day = [](const char* at, const char* zone) {
        return events::format_date(local_date(instant(at), zone).value());
    };
    CHECK(day("2026-05-04T03:59:59Z", "America/New_York") == "2026-05-03");
    CHECK(day("2026-05-04T04:00:00Z", "America/New_York") == "2026-05-04");
    CHECK(day("2026-01-04T04:59:59Z", "America/New_York") == "2026-01-03");
    CHECK(day("2026-05-04T12:00:00Z", "Pacific/Auckland") == "2026-05-05");
    CHECK(day("2026-05-04T23:59:59Z", "UTC") == "2026-05-04");
}

TEST_CASE("a zone the database does not know is refused", "[zones]") {
    CHECK(is_zone("America/New_York"));
    for (const char* zone : {"Mars/Olympus", "", "america/new_york", "../etc/passwd"}) {
        CHECK_FALSE(is_zone(zone));
        CHECK(local_date(instant("2026-05-04T12:00:00Z"), zone).error().code == ErrorCode::schema);
    }
}

TEST_CASE("ids are of their forms and differ", "[randomness]") {
    SystemRandomness randomness;
    const auto at = instant("2026-05-04T12:00:00Z");
    const std::string id = uuid_v7(at, randomness);
    CHECK(id.size() == 36);
    CHECK(id.substr(0, 13) == "019df2dc-0a00");
    CHECK(id[14] == '7');
    CHECK(std::string("89ab").find(id[19]) != std::string::npos);
    CHECK(uuid_v7(at, randomness) != id);
    CHECK(entry_salt(randomness).size() == 22);
    const std::string made = unguessable_id(randomness);
    CHECK(events::is_id(made));
    CHECK(made != unguessable_id(randomness));
}
