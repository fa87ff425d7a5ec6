// Control totals: what a reader of a file adds up to see that it has all of it. One thread.
#pragma once

#include <map>

#include "projections/reports/table.hpp"

namespace recert::projections {

// A column has no more different values than there are kinds of them; a mistake in a report's
// columns must not cost memory.
inline constexpr std::size_t kCountedValuesMax = 1'000;

class ControlTotals {
  public:
    explicit ControlTotals(const Columns& columns);

    void add(const Row& row);

    std::uint64_t rows() const { return rows_; }
    // [{"column", "sum", "currency"?} or {"column", "value", "count"}], in the order of the
    // columns; then by currency, or by value.
    events::Json json() const;

  private:
    const Columns& columns_;
    std::optional<std::size_t> currency_;  // where it stands
    std::uint64_t rows_ = 0;
    std::vector<std::map<std::string, Decimal>> totals_;  // of each column, by currency or value
};

}  // namespace recert::projections
