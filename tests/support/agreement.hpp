// Whether lists and single standings tell the same as a naive reference, of random credentials on
// random days, as known at random entries. For any service that has data.
//
// The reference folds everything again from the ledger's entries, as an auditor reads them one by
// one: no cache, no register. A whole list is read for each moment, so that nothing in it is there
// twice and nothing is missing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "service/service.hpp"

namespace recert::testing {

struct Samples {
    std::uint64_t seed = 1;
    std::size_t moments = 100;       // of a day and what was known
    std::size_t credentials = 5;     // at each
    std::size_t disagreements = 10;  // no more are told
};

// One line each, naming credential, as_of, known_at and what differs; none: all agree.
std::vector<std::string> disagreements(const service::Service& service, const Samples& samples);

}  // namespace recert::testing
