// The practicums of a program, in the order in which they begin: what a candidate chooses from.
//
// Dates and cancellations are those that took effect up to `as_of`; what the rules make of them
// (exam window, free changes) is by the version in force on that day. The seats taken are not
// here: they are facts of other streams.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "projections/path.hpp"
#include "projections/program.hpp"

namespace recert::projections {

struct Session {
    events::PracticumId practicum;
    PracticumDates dates;
    events::PracticumFormat format;
    std::optional<std::string> location;
    std::optional<std::int64_t> capacity;
    std::optional<events::InstructorId> instructor;
    ExamWindow exam{};
    std::optional<events::Date> change_free_until{};
};

// By first day, then by id.
std::vector<Session> calendar(const Program& program, events::Date as_of);

events::Json session_json(const Session& session);

}  // namespace recert::projections
