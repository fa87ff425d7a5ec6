// What each problem means, for people: the text behind /problems and /problems/<code>.
#pragma once

#include <span>
#include <string_view>

#include "result.hpp"

namespace recert::http {

struct Explanation {
    ErrorCode code;
    std::string_view title;
    std::string_view text;  // what happened and what to do about it
};

// Every code a client can meet, in the order of ErrorCode.
std::span<const Explanation> explanations();
const Explanation* explanation_of(std::string_view code);  // by its name on the wire; or null
std::string_view title_of(ErrorCode code);

}  // namespace recert::http
