// The cover sheet of a workbook: what its rows are about, one statement a line, and what each
// column means.
#pragma once

#include "projections/reports/table.hpp"

struct lxw_worksheet;
struct lxw_format;

namespace recert::documents {

struct CoverFormats {
    lxw_format* title;
    lxw_format* label;
    lxw_format* wrapped;
};

void write_cover(lxw_worksheet* sheet, const CoverFormats& formats, const events::Json& about,
                 const projections::Columns& columns);

}  // namespace recert::documents
