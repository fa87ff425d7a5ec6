// A table on its way into a file: rows in, bytes out, piece by piece.
//
// Rows have a cell for each column. The same rows and the same statement give the same bytes: no
// clock is asked. Not thread-safe. Errors: bad-parameter (`format`) for what a format cannot hold,
// which names one that can; storage (temporary files of XLSX).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "projections/reports/table.hpp"
#include "result.hpp"

namespace recert::documents {

class TableWriter {
  public:
    virtual ~TableWriter() = default;
    virtual Status add(const projections::Rows& rows) = 0;
    // After the last row, once. `about` is what the whole is about: an object.
    virtual Status end(const events::Json& about) = 0;
    // What is ready, no more than `max` bytes of it where that is a choice; empty: nothing yet, or
    // after end() nothing any more.
    virtual Result<std::string> take(std::size_t max) = 0;
};

// RFC 4180 in UTF-8: a header and the rows, nothing of `about`. Texts that a spreadsheet would take
// for a formula get an apostrophe, unless they are wanted raw.
struct CsvOptions {
    bool is_raw = false;
    bool has_mark = false;  // a byte order mark in front, for spreadsheets that ask for it
};
std::unique_ptr<TableWriter> csv_table(const projections::Columns& columns, CsvOptions options);
// One field of it.
std::string csv_field(std::string text, bool is_raw = false);

// One object a line; the last is {"about": …}, if it is wanted. Empty cells are null.
std::unique_ptr<TableWriter> ndjson_table(const projections::Columns& columns, bool with_about);
// {"items": [row, …], "about": …}
std::unique_ptr<TableWriter> json_table(const projections::Columns& columns);
// `about` alone, as JSON.
std::unique_ptr<TableWriter> about_table();

// A workbook: a cover sheet that says what `about` says and what the columns mean, and the rows
// with typed columns, a frozen header and a filter. It is written to temporary files of its own.
inline constexpr std::size_t kSheetRowsMax = 1'048'575;  // below the header
inline constexpr std::size_t kCellUnitsMax = 32'767;     // of text
Result<std::unique_ptr<TableWriter>> xlsx_table(const projections::Columns& columns,
                                                std::string_view name);

}  // namespace recert::documents
