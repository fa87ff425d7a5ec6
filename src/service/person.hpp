// A person: a holder and all that were merged with it, the one that continues it and those it
// continues, and theirs.
#pragma once

#include <string>
#include <vector>

#include "ledger/reader.hpp"
#include "result.hpp"
#include "service/record_cache.hpp"

namespace recert::service {

// More than anybody was ever registered; whoever is more is looked at by a person first.
inline constexpr std::size_t kSamePersonMax = 1'000;

struct Person {
    std::vector<std::string> holders;  // the one asked about first
    std::vector<std::string> left;     // of them those that are not erased
};

// Errors: not-found, too-large (more than kSamePersonMax), storage, corrupt.
Result<Person> person_of(const ledger::Reader& reader, RecordCache& cache,
                         const std::string& holder);

}  // namespace recert::service
