#include "projections/reports/totals.hpp"

namespace recert::projections {
namespace {

using events::Json;

// A cell that can be summed.
Decimal number_in(const Cell& cell) {
    if (const auto* number = std::get_if<Decimal>(&cell)) return *number;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return {*number, 0};
    return {};
}

}  // namespace

ControlTotals::ControlTotals(const Columns& columns) : columns_(columns), totals_(columns.size()) {
    for (std::size_t n = 0; n < columns.size(); ++n)
        if (columns[n].name == "currency") currency_ = n;
}

void ControlTotals::add(const Row& row) {
    ++rows_;
    for (std::size_t n = 0; n < columns_.size(); ++n) {
        const Column& column = columns_[n];
        if (column.total == Total::none || std::holds_alternative<std::monostate>(row[n])) continue;
        auto& totals = totals_[n];
        if (column.total == Total::count) {
            std::string value = text_of(row[n], column.type);
            if (totals.size() < kCountedValuesMax || totals.contains(value))
                totals.try_emplace(std::move(value), Decimal{0, 0}).first->second.units += 1;
            continue;
        }
        const bool has_currency = column.type == CellType::money && currency_;
        const std::string currency = has_currency ? text_of(row[*currency_], CellType::text) : "";
        const Decimal number = number_in(row[n]);
        totals.try_emplace(currency, Decimal{0, number.places}).first->second.units += number.units;
    }
}

Json ControlTotals::json() const {
    Json out = Json::array();
    for (std::size_t n = 0; n < columns_.size(); ++n)
        for (const auto& [name, total] : totals_[n]) {
            Json one = {{"column", columns_[n].name}};
            if (columns_[n].total == Total::count) {
                one["value"] = name;
                one["count"] = total.units;
            } else {
                if (!name.empty()) one["currency"] = name;
                one["sum"] = json_of(total);
            }
            out.push_back(std::move(one));
        }
    return out;
}

}  // namespace recert::projections
