#include "http/reports.hpp"

#include <catch2/catch.hpp>

#include "http/body.hpp"
#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using events::Json;

namespace {

const projections::Report& sample() {
    static const projections::Report report{"sample",
                                            "A sample",
                                            "Of nothing.",
                                            {{"name", projections::CellType::text, "who"},
                                             {"hours", projections::CellType::number, "how much"}},
                                            {"program"},
                                            projections::Readers::those_of_some,
                                            nullptr};
    return report;
}

// So many rows in pieces of 100, an empty piece before each.
class FakeRows final : public service::ReportRows {
  public:
    explicit FakeRows(std::size_t count) : left_(count) {}

    const projections::Report& report() const override { return sample(); }

    Result<std::optional<projections::Rows>> next() override {
        if (broken && left_ == 0) return fail(ErrorCode::storage, "it could not be read");
        if (left_ == 0) return std::nullopt;
        has_rested_ = !has_rested_;
        projections::Rows rows;
        for (; has_rested_ == false && left_ > 0 && rows.size() < 100; --left_)
            rows.push_back(projections::row_of("=Ada", events::Credit{150}));
        return rows;
    }

    Json about() const override {
        Json out = {{"report", "sample"}, {"as_of", "2026-05-04"}, {"known_at", {{"seq", 12}}}};
        if (left_ == 0) out["rows"] = 1;
        return out;
    }

    bool broken = false;

  private:
    std::size_t left_;
    bool has_rested_ = false;
};

class FakeReports final : public service::Reports {
  public:
    Json list(const service::Principal&) const override {
        return Json::array({projections::report_json(sample())});
    }
    Result<std::unique_ptr<service::ReportRows>> begin(const service::ReportQuery& query,
                                                       const service::Principal&) const override {
        asked = query;
        if (failure) return tl::unexpected<Error>(*failure);
        auto made = std::make_unique<FakeRows>(rows);
        made->broken = broken;
        return made;
    }

    std::size_t rows = 1;
    bool broken = false;
    std::optional<Error> failure{};
    mutable service::ReportQuery asked{};
};

struct Asked {
    FakeService service;
    FakeReports* reports = nullptr;

    Asked() {
        auto made = std::make_unique<FakeReports>();
        reports = made.get();
        service.its_reports = std::move(made);
    }

    Response of(const std::string& query) { return get(service, "/v1/reports/sample?" + query); }
};

// All of it, and how it ended.
std::string body_of(const Response& response, Next& how) {
    REQUIRE(response.source);
    response.source->begin(kAtOnce, [] {});
    std::string out;
    for (;;) {
        how = response.source->next();
        if (const auto* piece = std::get_if<std::string>(&how))
            out += *piece;
        else if (!std::holds_alternative<Wait>(how))
            return out;
    }
}

std::string body_of(const Response& response) {
    Next how;
    std::string body = body_of(response, how);
    CHECK(std::holds_alternative<End>(how));
    return body;
}

}  // namespace

TEST_CASE("the reports there are tell of columns and filters", "[http][reports]") {
    Asked asked;
    const Json list = json_of(get(asked.service, "/v1/reports"));
    REQUIRE(list["items"].size() == 1);
    CHECK(list["items"][0]["columns"][1]["type"] == "number");
    CHECK(list["items"][0]["filters"][0] == "program");
}

TEST_CASE("a report is JSON unless another format is asked for", "[http][reports]") {
    Asked asked;
    const Response response = asked.of("program=cptm&as_of=2026-05-04");
    CHECK(response.content_type == kJson);
    const Json body = Json::parse(body_of(response));
    CHECK(body["items"][0]["hours"] == 1.5);
    CHECK(body["about"]["rows"] == 1);
    CHECK(asked.reports->asked.name == "sample");
    CHECK(asked.reports->asked.when.as_of == "2026-05-04");
    CHECK(asked.reports->asked.filters == std::map<std::string, std::string>{{"program", "cptm"}});
}

TEST_CASE("a table is a table alone; what it is about is told by headers and by a link",
          "[http][reports]") {
    Asked asked;
    const Response response = asked.of("format=csv&program=cptm&provider=a%20b");
    CHECK(response.content_type == kCsv);
    CHECK(response.header("Report-As-Of") == "2026-05-04");
    CHECK(response.header("Report-Known-At") == "12");
    CHECK(response.header("Link") ==
          "</v1/reports/sample?part=about&as_of=2026-05-04&known_at=12&program=cptm&"
          "provider=a%20b>; rel=\"describedby\"");
    CHECK(response.header("Content-Disposition") ==
          "attachment; filename=\"sample-2026-05-04-12.csv\"");
    CHECK(body_of(response) == "name,hours\r\n'=Ada,1.5\r\n");
    CHECK(body_of(asked.of("format=csv&raw=true")) == "name,hours\r\n=Ada,1.5\r\n");
    CHECK(body_of(asked.of("format=csv&bom=true")).starts_with("\xEF\xBB\xBF"));
}

TEST_CASE("the parts of a report can be had alone", "[http][reports]") {
    Asked asked;
    const Response about = asked.of("format=csv&part=about");
    CHECK(about.content_type == kJson);
    CHECK(Json::parse(body_of(about))["rows"] == 1);
    const std::string lines = body_of(asked.of("format=ndjson"));
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
    CHECK(body_of(asked.of("format=ndjson&part=rows")) == R"({"name":"=Ada","hours":1.5})"
                                                          "\n");
}

TEST_CASE("a large report comes in pieces, and a workbook whole", "[http][reports]") {
    Asked asked;
    asked.reports->rows = 20'000;
    const std::string csv = body_of(asked.of("format=csv"));
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 20'001);
    const std::string book = body_of(asked.of("format=xlsx"));
    CHECK(book.starts_with("PK"));
    CHECK(book == body_of(asked.of("format=xlsx")));
}

TEST_CASE("what breaks before the first piece is a problem, later a reset", "[http][reports]") {
    Asked asked;
    asked.reports->failure = Error{ErrorCode::not_found, "there is no such report", {}, {}};
    CHECK(asked.of("format=csv").status == 404);
    asked.reports->failure.reset();
    asked.reports->broken = true;
    CHECK(asked.of("format=xlsx").status == 500);
    Next how;
    body_of(asked.of("format=csv"), how);
    CHECK(std::holds_alternative<Broken>(how));
    asked.reports->broken = false;
    const Response begun = asked.of("format=csv");
    asked.service.revoked_all = true;
    body_of(begun, how);
    CHECK(std::holds_alternative<Broken>(how));
}

TEST_CASE("what does not fit a format is refused", "[http][reports]") {
    Asked asked;
    for (const char* query : {"format=pdf", "part=all", "format=json&part=rows", "raw=true",
                              "format=csv&bom=1", "format=csv&unknown=1"})
        CHECK(json_of(asked.of(query))["code"] == "bad-parameter");
}
