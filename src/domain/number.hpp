// The number of a credential, as printed on a certificate: CPTM-7K3M-9QXR, the program and 40
// random bits in Crockford's base 32, which leaves out the letters that are taken for others. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "events/values.hpp"

namespace recert::domain {

std::string number_of(const events::ProgramId& program, std::uint64_t random);

// The number of that program which somebody meant, however it was written down: in small letters,
// with other signs between them or none, with O for 0 and I or L for 1. Empty: none of it.
std::string number_meant(const events::ProgramId& program, std::string_view typed);

}  // namespace recert::domain
