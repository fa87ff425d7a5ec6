#include "documents/xlsx_cover.hpp"

#include <xlsxwriter.h>

namespace recert::documents {
namespace {

using events::Json;

constexpr double kLabelWidth = 30;
constexpr double kTextWidth = 90;

class Cover {
  public:
    Cover(lxw_worksheet* sheet, const CoverFormats& formats) : sheet_(sheet), formats_(formats) {
        worksheet_set_column(sheet, 0, 0, kLabelWidth, nullptr);
        worksheet_set_column(sheet, 1, 1, kTextWidth, nullptr);
    }

    void title(const std::string& text) {
        worksheet_write_string(sheet_, line_++, 0, text.c_str(), formats_.title);
    }

    void head(const char* text) {
        ++line_;
        worksheet_write_string(sheet_, line_++, 0, text, formats_.label);
    }

    void line(const std::string& label, const Json& value) {
        worksheet_write_string(sheet_, line_, 0, label.c_str(), nullptr);
        if (value.is_number())
            worksheet_write_number(sheet_, line_, 1, value.get<double>(), nullptr);
        else
            worksheet_write_string(sheet_, line_, 1, words(value).c_str(), formats_.wrapped);
        ++line_;
    }

  private:
    static std::string words(const Json& value) {
        if (value.is_null()) return "none";
        return value.is_string() ? value.get<std::string>() : events::canonical(value);
    }

    lxw_worksheet* sheet_;
    CoverFormats formats_;
    lxw_row_t line_ = 0;
};

// `counted, by USD`
std::string label_of(const Json& total) {
    std::string label = total["column"];
    if (total.contains("value")) label += ": " + total["value"].get<std::string>();
    if (total.contains("currency")) label += ", " + total["currency"].get<std::string>();
    return label;
}

}  // namespace

void write_cover(lxw_worksheet* sheet, const CoverFormats& formats, const Json& about,
                 const projections::Columns& columns) {
    Cover cover(sheet, formats);
    cover.title(about.value("title", ""));
    cover.head("About");
    for (const auto& [name, value] : about.items())
        if (name != "title" && name != "totals" && name != "claims") cover.line(name, value);
    cover.head("Control totals");
    for (const Json& total : about.value("totals", Json::array()))
        cover.line(label_of(total), total.contains("sum") ? total["sum"] : total["count"]);
    if (about.contains("claims")) {
        cover.head("Published claims");
        for (const Json& claim : about["claims"])
            for (const auto& [name, value] : claim.items()) cover.line(name, value);
    }
    cover.head("Columns");
    for (const projections::Column& column : columns)
        cover.line(std::string(column.name), std::string(column.meaning));
}

}  // namespace recert::documents
