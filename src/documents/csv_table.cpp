#include <utility>

#include "documents/table_writer.hpp"

namespace recert::documents {
namespace {

using projections::CellType;
using projections::Columns;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kLineEnd = "\r\n";

// A spreadsheet looks past leading spaces.
bool looks_like_a_formula(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    return first != text.npos && std::string_view("=+-@\t\r").find(text[first]) != text.npos;
}

class Csv final : public TableWriter {
  public:
    Csv(const Columns& columns, CsvOptions options) : columns_(columns), options_(options) {
        if (options.has_mark) ready_ = kByteOrderMark;
        for (std::size_t n = 0; n < columns.size(); ++n)
            ready_.append(n == 0 ? "" : ",").append(columns[n].name);
        ready_ += kLineEnd;
    }

    Status add(const projections::Rows& rows) override {
        for (const projections::Row& row : rows) {
            for (std::size_t n = 0; n < columns_.size(); ++n) {
                std::string text = projections::text_of(row[n], columns_[n].type);
                if (columns_[n].type == CellType::text)
                    text = csv_field(std::move(text), options_.is_raw);
                ready_.append(n == 0 ? "" : ",").append(text);
            }
            ready_ += kLineEnd;
        }
        return {};
    }

    Status end(const events::Json&) override { return {}; }
    Result<std::string> take(std::size_t) override { return std::exchange(ready_, {}); }

  private:
    const Columns& columns_;
    const CsvOptions options_;
    std::string ready_;
};

}  // namespace

std::string csv_field(std::string text, bool is_raw) {
    if (!is_raw && looks_like_a_formula(text)) text.insert(0, 1, '\'');
    if (text.find_first_of(",\"\r\n") == text.npos) return text;
    for (std::size_t at = 0; (at = text.find('"', at)) != text.npos; at += 2)
        text.insert(at, 1, '"');
    return '"' + text + '"';
}

std::unique_ptr<TableWriter> csv_table(const Columns& columns, CsvOptions options) {
    return std::make_unique<Csv>(columns, options);
}

}  // namespace recert::documents
