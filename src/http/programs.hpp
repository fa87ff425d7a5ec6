// What a program offers and asks: /v1/programs/{id}/practicums, …/rules, …/quote.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> list_practicums(const Call& call);
Result<Response> list_rules(const Call& call);
Result<Response> rules_version(const Call& call);
Result<Response> quote(const Call& call);

}  // namespace recert::http
