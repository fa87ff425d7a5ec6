#include <xlsxwriter.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "documents/table_writer.hpp"
#include "documents/xlsx_cover.hpp"

namespace recert::documents {
namespace {

using events::Json;
using projections::Cell;
using projections::CellType;
using projections::Columns;

constexpr double kTextWidth = 18;
constexpr double kNumberWidth = 12;
constexpr std::size_t kNameUnitsMax = 31;  // of a sheet

// Spreadsheets know no earlier day.
const events::Date kFirstDay = std::chrono::year{1900} / 3 / 1;

// A folder of one's own, which goes when its files are written or nobody wants them any more.
class Folder {
  public:
    static Result<std::unique_ptr<Folder>> make() {
        std::error_code none;
        auto name = (std::filesystem::temp_directory_path(none) / "recert-XXXXXX").string();
        if (none || mkdtemp(name.data()) == nullptr)
            return fail(ErrorCode::storage, "there is no room for a temporary file");
        return std::unique_ptr<Folder>(new Folder(std::move(name)));
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(name_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string& name() { return name_; }
    std::string file() const { return name_ + "/table.xlsx"; }

  private:
    explicit Folder(std::string name) : name_(std::move(name)) {}
    std::string name_;
};

lxw_datetime datetime_of(events::Date day, std::chrono::milliseconds time) {
    const std::chrono::year_month_day ymd{day};
    const std::chrono::hh_mm_ss clock{time};
    lxw_datetime out{};
    out.year = static_cast<int>(ymd.year());
    out.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
    out.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
    out.hour = static_cast<int>(clock.hours().count());
    out.min = static_cast<int>(clock.minutes().count());
    out.sec = static_cast<double>(clock.seconds().count()) +
              static_cast<double>(clock.subseconds().count()) / 1000.0;
    return out;
}

class Workbook final : public TableWriter {
  public:
    Workbook(const Columns& columns, std::string name, std::unique_ptr<Folder> folder)
        : columns_(columns), name_(std::move(name)), folder_(std::move(folder)) {
        name_.resize(std::min(name_.size(), kNameUnitsMax));
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = folder_->name().data();
        options.use_zip64 = LXW_TRUE;
        book_ = workbook_new_opt(folder_->file().c_str(), &options);
        if (book_ == nullptr) return;
        cover_ = workbook_add_worksheet(book_, "About");
        sheet_ = workbook_add_worksheet(book_, name_.c_str());
        begin_sheet();
    }
    ~Workbook() override {
        if (book_ != nullptr) lxw_workbook_free(book_);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    bool is_open() const { return book_ != nullptr; }

    Status add(const projections::Rows& rows) override {
        for (const projections::Row& row : rows) {
            if (rows_ == kSheetRowsMax)
                return fail(ErrorCode::bad_parameter,
                            "a sheet holds " + std::to_string(kSheetRowsMax) +
                                " rows, and there are more: ask for csv",
                            "format");
            ++rows_;
            for (std::size_t n = 0; n < columns_.size(); ++n)
                RECERT_TRY(write(static_cast<lxw_col_t>(n), row[n], columns_[n].type));
        }
        return {};
    }

    Status end(const Json& about) override {
        const auto last = static_cast<lxw_col_t>(columns_.size() - 1);
        worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows_), last);
        write_cover(cover_, {format(true), format(true), wrapped()}, about, columns_);
        lxw_doc_properties properties{};
        std::string title = about.value("title", "");
        properties.title = title.data();
        // What a file says of the clock: when what it tells was known.
        const auto known = about.value("known_at", Json());
        const auto at =
            known.is_object() ? events::parse_instant(known.value("time", "")) : std::nullopt;
        properties.created = std::chrono::system_clock::to_time_t(
            at.value_or(events::Instant(std::chrono::days(1))));
        workbook_set_properties(book_, &properties);
        const lxw_error closed = workbook_close(std::exchange(book_, nullptr));
        if (closed != LXW_NO_ERROR)
            return fail(ErrorCode::storage,
                        std::string("the workbook cannot be written: ") + lxw_strerror(closed));
        file_.open(folder_->file(), std::ios::binary);
        if (!file_) return fail(ErrorCode::storage, "the workbook cannot be read");
        folder_.reset();
        return {};
    }

    Result<std::string> take(std::size_t max) override {
        if (!file_.is_open()) return std::string();
        std::string bytes(max, '\0');
        file_.read(bytes.data(), static_cast<std::streamsize>(max));
        if (file_.bad()) return fail(ErrorCode::storage, "the workbook cannot be read");
        bytes.resize(static_cast<std::size_t>(file_.gcount()));
        return bytes;
    }

  private:
    lxw_format* format(bool is_bold, const char* number = nullptr) {
        lxw_format* made = workbook_add_format(book_);
        if (is_bold) format_set_bold(made);
        if (number != nullptr) format_set_num_format(made, number);
        return made;
    }

    lxw_format* wrapped() {
        lxw_format* made = format(false);
        format_set_text_wrap(made);
        format_set_align(made, LXW_ALIGN_LEFT);
        return made;
    }

    void begin_sheet() {
        lxw_format* bold = format(true);
        formats_[static_cast<std::size_t>(CellType::date)] = format(false, "yyyy-mm-dd");
        formats_[static_cast<std::size_t>(CellType::instant)] =
            format(false, "yyyy-mm-dd hh:mm:ss.000");
        formats_[static_cast<std::size_t>(CellType::money)] = format(false, "#,##0.00");
        for (std::size_t n = 0; n < columns_.size(); ++n) {
            const auto column = static_cast<lxw_col_t>(n);
            const CellType type = columns_[n].type;
            worksheet_set_column(sheet_, column, column,
                                 type == CellType::text ? kTextWidth : kNumberWidth,
                                 format_of(type));
            worksheet_write_string(sheet_, 0, column, std::string(columns_[n].name).c_str(), bold);
        }
        worksheet_freeze_panes(sheet_, 1, 0);
        worksheet_activate(sheet_);
    }

    lxw_format* format_of(CellType type) const { return formats_[static_cast<std::size_t>(type)]; }

    Status write(lxw_col_t column, const Cell& cell, CellType type) {
        const auto line = static_cast<lxw_row_t>(rows_);
        lxw_format* format = format_of(type);
        lxw_error wrong = LXW_NO_ERROR;
        if (const auto* day = std::get_if<events::Date>(&cell); day && kFirstDay <= *day) {
            lxw_datetime at = datetime_of(*day, {});
            wrong = worksheet_write_datetime(sheet_, line, column, &at, format);
        } else if (const auto* instant = std::get_if<events::Instant>(&cell)) {
            const auto today = std::chrono::floor<std::chrono::days>(*instant);
            lxw_datetime at = datetime_of(today, *instant - today);
            wrong = worksheet_write_datetime(sheet_, line, column, &at, format);
        } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
            wrong =
                worksheet_write_number(sheet_, line, column, static_cast<double>(*whole), format);
        } else if (const auto* number = std::get_if<projections::Decimal>(&cell)) {
            wrong = worksheet_write_number(sheet_, line, column,
                                           projections::json_of(*number).get<double>(), format);
        } else if (const auto* truth = std::get_if<bool>(&cell)) {
            wrong = worksheet_write_boolean(sheet_, line, column, *truth ? 1 : 0, format);
        } else if (const std::string text = projections::text_of(cell, type); !text.empty()) {
            wrong = worksheet_write_string(sheet_, line, column, text.c_str(), format);
        }
        if (wrong == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
            return fail(ErrorCode::bad_parameter,
                        "a cell holds " + std::to_string(kCellUnitsMax) +
                            " characters, and one has more: ask for csv",
                        "format");
        if (wrong == LXW_NO_ERROR) return {};
        return fail(ErrorCode::storage,
                    std::string("a cell cannot be written: ") + lxw_strerror(wrong));
    }

    const Columns& columns_;
    std::string name_;
    std::unique_ptr<Folder> folder_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* cover_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    std::array<lxw_format*, 7> formats_{};  // by CellType
    std::size_t rows_ = 0;
    std::ifstream file_;
};

}  // namespace

Result<std::unique_ptr<TableWriter>> xlsx_table(const Columns& columns, std::string_view name) {
    auto folder = Folder::make();
    if (!folder) return tl::unexpected<Error>(folder.error());
    auto book = std::make_unique<Workbook>(columns, std::string(name), std::move(*folder));
    if (!book->is_open()) return fail(ErrorCode::storage, "a workbook cannot be begun");
    return book;
}

}  // namespace recert::documents
