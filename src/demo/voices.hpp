// Who says things in the demo, and how: staff, the systems around the ledger, the holders.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "events/json.hpp"
#include "service/service.hpp"

namespace recert::demo {

using events::Json;
using service::Draft;
using service::Principal;

Principal staff(std::string name);
Principal auditor();
Principal by_holder(const std::string& id);

const Principal& shop();      // sells: registrations and payments
const Principal& campus();    // teaches: modules, assessments, exams
const Principal& academy();   // the body's own webinars and events
const Principal& mailroom();  // sends notices

// Absent: it happened when it was recorded.
Draft draft(std::string type, Json data, std::optional<std::string> occurred_at = std::nullopt);
std::string on_day(events::Date day);

Json usd(std::int64_t cents);

struct Said {
    Seq seq;
    Json data;
};
// The last event of that type among the stored ones; nullopt: there is none.
std::optional<Said> said(const service::Appended& appended, std::string_view type);

}  // namespace recert::demo
