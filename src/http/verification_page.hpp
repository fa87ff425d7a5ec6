// The page of a verification, as HTML. Pure.
#pragma once

#include <string>

#include "events/json.hpp"
#include "result.hpp"

namespace recert::http {

// What was asked, as it was typed.
struct VerificationAsked {
    std::string number{};
    std::string on{};
    std::string surname{};
};

// `body` is the answer of /v1/verifications/{number}.
std::string verified_page(const events::Json& body, const VerificationAsked& asked);
// A form for the number; with what is wrong with what was asked, if something is.
std::string number_page(const VerificationAsked& asked, const Error* refusal = nullptr);

}  // namespace recert::http
