#include <utility>

#include "documents/table_writer.hpp"

namespace recert::documents {
namespace {

using projections::Cell;
using projections::CellType;
using projections::Columns;

// An empty cell and an empty text are one, as in every other format.
std::string value_of(const Cell& cell, CellType type) {
    std::string text = projections::text_of(cell, type);
    if (text.empty()) return "null";
    const bool is_literal = type == CellType::integer || type == CellType::number ||
                            type == CellType::money || type == CellType::truth;
    return is_literal ? text : events::canonical(text);
}

// Members stand in the order of the columns.
void write_row(std::string& out, const projections::Row& row, const Columns& columns) {
    for (std::size_t n = 0; n < columns.size(); ++n) {
        out.append(n == 0 ? "{\"" : ",\"").append(columns[n].name).append("\":");
        out += value_of(row[n], columns[n].type);
    }
    out += '}';
}

class Lines final : public TableWriter {
  public:
    Lines(const Columns& columns, bool with_about) : columns_(columns), with_about_(with_about) {}

    Status add(const projections::Rows& rows) override {
        for (const projections::Row& row : rows) {
            write_row(ready_, row, columns_);
            ready_ += '\n';
        }
        return {};
    }

    Status end(const events::Json& about) override {
        if (with_about_)
            ready_.append(R"({"about":)").append(events::canonical(about)).append("}\n");
        return {};
    }

    Result<std::string> take(std::size_t) override { return std::exchange(ready_, {}); }

  private:
    const Columns& columns_;
    const bool with_about_;
    std::string ready_;
};

class Document final : public TableWriter {
  public:
    explicit Document(const Columns& columns) : columns_(columns) {}

    Status add(const projections::Rows& rows) override {
        for (const projections::Row& row : rows) {
            if (std::exchange(has_rows_, true)) ready_ += ",\n";
            write_row(ready_, row, columns_);
        }
        return {};
    }

    Status end(const events::Json& about) override {
        ready_.append(R"(],"about":)").append(events::canonical(about)).append("}");
        return {};
    }

    Result<std::string> take(std::size_t) override { return std::exchange(ready_, {}); }

  private:
    const Columns& columns_;
    bool has_rows_ = false;
    std::string ready_ = R"({"items":[)";
};

}  // namespace

std::unique_ptr<TableWriter> ndjson_table(const Columns& columns, bool with_about) {
    return std::make_unique<Lines>(columns, with_about);
}

std::unique_ptr<TableWriter> json_table(const Columns& columns) {
    return std::make_unique<Document>(columns);
}

}  // namespace recert::documents
