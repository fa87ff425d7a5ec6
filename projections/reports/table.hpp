// What a report's rows are made of: typed cells under named columns, whatever they are written as.
//
// A cell is of its column's type or empty. Decimals are exact: nothing here is a binary float.
// Deliberately not here: how a format writes them (src/documents).
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "events/json.hpp"
#include "events/mapping.hpp"
#include "events/values.hpp"
#include "position.hpp"

namespace recert::projections {

// number: a decimal of at most two places; money: one of as many places as its currency has, which
// the row's `currency` names.
enum class CellType { text, date, instant, integer, number, money, truth };
BOOST_DESCRIBE_ENUM(CellType, text, date, instant, integer, number, money, truth)

// What is told of a column under all rows. `sum`: of money by currency; `count`: by value.
enum class Total { none, sum, count };

struct Column {
    std::string_view name;  // snake_case
    CellType type;
    std::string_view meaning;
    Total total = Total::none;
};
using Columns = std::vector<Column>;

struct Decimal {
    std::int64_t units = 0;  // of the last place
    int places = 2;
    auto operator<=>(const Decimal&) const = default;
};

using Cell = std::variant<std::monostate, std::string, events::Date, events::Instant, std::int64_t,
                          Decimal, bool>;
using Row = std::vector<Cell>;
using Rows = std::vector<Row>;

// Without quotes, escapes and guards: 2026-05-04, 5.5, 199.00, true; empty for an empty cell.
std::string text_of(const Cell& cell, CellType type);
events::Json json_of(const Decimal& number);

// Places of a currency's minor unit (ISO 4217).
int places_of(const events::Currency& currency);
Cell cell_of(const events::Money& money);

inline Cell cell_of(std::string text) { return text; }
inline Cell cell_of(std::string_view text) { return std::string(text); }
inline Cell cell_of(const char* text) { return std::string(text); }
inline Cell cell_of(events::Date date) { return date; }
inline Cell cell_of(events::Instant at) { return at; }
inline Cell cell_of(bool truth) { return truth; }
inline Cell cell_of(events::Credit credit) { return Decimal{credit.hundredths}; }
inline Cell cell_of(Seq seq) { return static_cast<std::int64_t>(seq.value); }
template <class T>
requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) Cell cell_of(T number) {
    return static_cast<std::int64_t>(number);
}
template <class T>
requires std::is_enum_v<T> Cell cell_of(T value) { return events::name_of(value); }
template <class Tag>
Cell cell_of(const events::Id<Tag>& id) {
    return id.text;
}
template <class T>
Cell cell_of(const std::optional<T>& value) {
    return value ? cell_of(*value) : Cell();
}
inline Cell cell_of(const Cell& cell) { return cell; }

// One row: a cell for each argument, in the order of the columns.
template <class... T>
Row row_of(const T&... values) {
    Row row;
    row.reserve(sizeof...(values));
    (row.push_back(cell_of(values)), ...);
    return row;
}

}  // namespace recert::projections
