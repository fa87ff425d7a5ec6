// What one field of a rules document cannot say alone: sums name categories that exist, ids stand
// once, windows take in the whole year, stages follow each other.
//
// Everything found is put into the path's faults (schema), with the pointer of the field that is
// wrong. What could not be read stands in `rules` as its default: a fault of the reading may bring
// others with it.
#pragma once

#include "projections/rules.hpp"

namespace recert::projections {

void check_rules(const Rules& rules, const events::Path& path);

// What the percentage of a cap is of; null: nothing is required over all.
const Requirement* whole_of(const Rules& rules, const Cap& cap);

}  // namespace recert::projections
