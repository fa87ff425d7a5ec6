#include "documents/table_writer.hpp"

#include <catch2/catch.hpp>

using namespace recert;
using namespace recert::documents;
using events::Json;
using projections::Cell;
using projections::CellType;
using projections::Columns;
using projections::Decimal;
using projections::Row;
using projections::Rows;

namespace {

const Columns& columns() {
    static const Columns all = {
        {"name", CellType::text, "who"},           {"on", CellType::date, "when"},
        {"hours", CellType::number, "how much"},   {"fee", CellType::money, "for how much"},
        {"count", CellType::integer, "how often"}, {"met", CellType::truth, "whether"},
        {"at", CellType::instant, "when exactly"}};
    return all;
}

Row row(const std::string& name) {
    return {name,
            *events::parse_date("2026-05-04"),
            Decimal{550, 2},
            Decimal{19900, 2},
            std::int64_t{-3},
            true,
            *events::parse_instant("2026-05-04T10:00:00.5Z")};
}

std::string all_of(TableWriter& writer, const Rows& rows, const Json& about = Json::object()) {
    REQUIRE(writer.add(rows));
    REQUIRE(writer.end(about));
    std::string out;
    for (;;) {
        const auto piece = writer.take(1'000);
        REQUIRE(piece);
        if (piece->empty()) return out;
        out += *piece;
    }
}

std::string workbook(const Rows& rows) {
    auto writer = xlsx_table(columns(), "sample");
    REQUIRE(writer);
    return all_of(**writer, rows,
                  {{"title", "A sample"},
                   {"known_at", {{"seq", 3}, {"time", "2026-05-04T10:00:00.000Z"}}},
                   {"totals", {{{"column", "hours"}, {"sum", 5.5}}}}});
}

}  // namespace

TEST_CASE("a formula in a text is disarmed, also after spaces, and a number never", "[csv]") {
    for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "  =1", " -2"})
        CHECK(csv_field(formula).find('\'') != std::string::npos);
    CHECK(csv_field("=1") == "'=1");
    CHECK(csv_field("  =1") == "'  =1");
    CHECK(csv_field("\r=1") == "\"'\r=1\"");
    CHECK(csv_field("=1", true) == "=1");
    for (const char* text : {"", "Ada", "a=b", "3-4", "'", "  "}) CHECK(csv_field(text) == text);
}

TEST_CASE("a field is quoted where RFC 4180 asks for it", "[csv]") {
    CHECK(csv_field("a,b") == "\"a,b\"");
    CHECK(csv_field("say \"x\"") == "\"say \"\"x\"\"\"");
    CHECK(csv_field("two\nlines") == "\"two\nlines\"");
    CHECK(csv_field("plain") == "plain");
}

TEST_CASE("a table as CSV is a header and rows, each ended by CRLF", "[csv]") {
    const auto csv = csv_table(columns(), {});
    CHECK(all_of(*csv, {row("=Ada"), Row(columns().size())}) ==
          "name,on,hours,fee,count,met,at\r\n"
          "'=Ada,2026-05-04,5.5,199.00,-3,true,2026-05-04T10:00:00.500Z\r\n"
          ",,,,,,\r\n");
    const auto raw = csv_table(columns(), {.is_raw = true, .has_mark = true});
    const std::string text = all_of(*raw, {row("=Ada")});
    CHECK(text.starts_with("\xEF\xBB\xBFname,"));
    CHECK(text.find("\r\n=Ada,") != std::string::npos);
}

TEST_CASE("a table as JSON keeps types, and tells at its end what it is about", "[json]") {
    const auto table = json_table(columns());
    const Json read = Json::parse(all_of(*table, {row("Ada"), row("Bo\"b")}, {{"rows", 2}}));
    REQUIRE(read["items"].size() == 2);
    CHECK(read["items"][1]["name"] == "Bo\"b");
    CHECK(read["items"][0]["hours"] == 5.5);
    CHECK(read["items"][0]["fee"] == 199);
    CHECK(read["items"][0]["count"] == -3);
    CHECK(read["items"][0]["met"] == true);
    CHECK(read["about"]["rows"] == 2);
    const auto none = json_table(columns());
    CHECK(all_of(*none, {}, {{"rows", 0}}) == R"({"items":[],"about":{"rows":0}})");
}

TEST_CASE("lines are rows in the order of the columns, and one of what they are about", "[json]") {
    const auto lines = ndjson_table(columns(), true);
    const std::string text = all_of(*lines, {Row(columns().size())}, {{"rows", 1}});
    CHECK(text ==
          "{\"name\":null,\"on\":null,\"hours\":null,\"fee\":null,\"count\":null,\"met\":null,"
          "\"at\":null}\n{\"about\":{\"rows\":1}}\n");
    const auto alone = ndjson_table(columns(), false);
    CHECK(all_of(*alone, {}, {{"rows", 0}}).empty());
}

TEST_CASE("what a table is about can be had alone", "[json]") {
    const auto about = about_table();
    CHECK(all_of(*about, {row("Ada")}, {{"rows", 1}}) == R"({"rows":1})");
}

TEST_CASE("the same rows give the same workbook, byte for byte", "[xlsx]") {
    const std::string one = workbook({row("=HYPERLINK(\"x\")"), Row(columns().size())});
    CHECK(one.starts_with("PK"));
    CHECK(one == workbook({row("=HYPERLINK(\"x\")"), Row(columns().size())}));
    CHECK(one != workbook({row("Ada"), Row(columns().size())}));
}

TEST_CASE("what a sheet cannot hold is refused, naming what can", "[xlsx]") {
    const Columns narrow = {{"n", CellType::integer, "a number"}, {"t", CellType::text, "words"}};
    const auto writer = xlsx_table(narrow, "narrow");
    REQUIRE(writer);
    const auto long_text = (*writer)->add({{Cell(), std::string(kCellUnitsMax + 1, 'x')}});
    REQUIRE_FALSE(long_text);
    CHECK(long_text.error().message.find("csv") != std::string::npos);
    const Rows many(1'000, Row{std::int64_t{1}, Cell()});
    Status added;
    for (std::size_t n = 0; added && n <= kSheetRowsMax; n += many.size())
        added = (*writer)->add(many);
    REQUIRE_FALSE(added);
    CHECK(added.error().code == ErrorCode::bad_parameter);
    CHECK(added.error().message.find("ask for csv") != std::string::npos);
}
