// What a verification says, as JSON (api §4); the page says the same. Pure.
#pragma once

#include <optional>
#include <string>

#include "events/json.hpp"
#include "projections/program.hpp"
#include "projections/verification.hpp"

namespace recert::service {

struct NameTold {
    std::optional<std::string> name{};  // to who asked
    std::optional<bool> matches{};      // the surname that was typed, if one was
};

// Outlived by what it refers to.
struct Verified {
    const std::string& number;
    const std::string& program_id;
    const projections::Program& program;
    const projections::Verification& verification;
    events::Date on;
    events::Date today;
    const NameTold& told;
};

// But for `known_at`, and `today` of another day.
events::Json verification_body(const Verified& verified);

}  // namespace recert::service
