#include "http/reports.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>

#include "documents/table_writer.hpp"
#include "http/identity.hpp"
#include "http/page.hpp"
#include "http/pool_job.hpp"
#include "http/signed_answer.hpp"
#include "service/reports.hpp"

namespace recert::http {
namespace {

using documents::TableWriter;

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr std::array<std::string_view, 6> kOfTheAnswer = {"format", "part",  "raw",
                                                          "bom",    "as_of", "known_at"};

// How the answer is written.
struct Shape {
    std::string format = "json";
    std::string part{};
    documents::CsvOptions csv{};

    std::string_view media() const {
        if (part == "about" || format == "json") return kJson;
        if (format == "csv") return kCsv;
        return format == "xlsx" ? kXlsx : kNdjson;
    }
    std::string_view extension() const {
        return part == "about" ? std::string_view("json") : std::string_view(format);
    }
};

Result<std::string> one_of(const Call& call, const char* name,
                           std::initializer_list<std::string_view> known, std::string absent) {
    const auto text = call.parameter(name);
    if (!text) return absent;
    std::string all;
    for (const auto each : known) {
        if (each == *text) return *text;
        all.append(all.empty() ? "" : ", ") += each;
    }
    return fail(ErrorCode::bad_parameter, "one of " + all, name);
}

Result<Shape> shape_of(const Call& call) {
    const auto format = one_of(call, "format", {"csv", "xlsx", "ndjson", "json"}, "json");
    if (!format) return tl::unexpected<Error>(format.error());
    const auto part = one_of(call, "part", {"about", "rows"}, "");
    if (!part) return tl::unexpected<Error>(part.error());
    if (*part == "rows" && (*format == "json" || *format == "xlsx"))
        return fail(ErrorCode::bad_parameter, "rows alone are csv or ndjson", "part");
    const auto raw = flag(call, "raw");
    if (!raw) return tl::unexpected<Error>(raw.error());
    const auto bom = flag(call, "bom");
    if (!bom) return tl::unexpected<Error>(bom.error());
    if (*format != "csv" && (*raw || *bom))
        return fail(ErrorCode::bad_parameter, "this is of csv alone", *raw ? "raw" : "bom");
    return Shape{*format, *part, {*raw, *bom}};
}

Result<std::unique_ptr<TableWriter>> writer_of(const Shape& shape,
                                               const projections::Report& report) {
    if (shape.part == "about") return documents::about_table();
    if (shape.format == "csv") return documents::csv_table(report.columns, shape.csv);
    if (shape.format == "xlsx") return documents::xlsx_table(report.columns, report.name);
    if (shape.format == "json") return documents::json_table(report.columns);
    return documents::ndjson_table(report.columns, shape.part != "rows");
}

// A report while it is written down; one job's at a time.
struct Making {
    service::Service& service;
    const Voucher voucher;
    std::unique_ptr<service::ReportRows> rows;
    std::unique_ptr<TableWriter> writer;
    bool is_finished = false;
    bool is_taken = false;  // all that is ready

    // Goes on a little. Who asks is asked for each time: a token may be revoked meanwhile.
    Status go_on() {
        const auto who = voucher.who(service);
        if (!who) return tl::unexpected<Error>(who.error());
        const auto more = rows->next();
        if (!more) return tl::unexpected<Error>(more.error());
        if (*more) return writer->add(**more);
        is_finished = true;
        return writer->end(rows->about());
    }

    // The next piece; empty: there is none yet, or (is_taken) none any more.
    Result<std::string> more() {
        if (!is_finished) RECERT_TRY(go_on());
        auto piece = writer->take(kPieceBytes);
        is_taken = is_finished && piece && piece->empty();
        return piece;
    }

    Status finish() {
        while (!is_finished) RECERT_TRY(go_on());
        return {};
    }
};

class Pieces final : public BodySource {
  public:
    Pieces(std::shared_ptr<Making> making, std::string first, std::string request_id)
        : making_(std::move(making)),
          first_(std::move(first)),
          job_("report", std::move(request_id)) {}

    void begin(const Reads& reads, Wake wake) override {
        job_.work_with(reads, std::move(wake));
        make_more();
    }

    Next next() override {
        if (!first_.empty()) return std::exchange(first_, {});
        auto made = job_.outcome();
        if (!made) return Wait{};
        if (!*made) return Broken{};
        if (made->value().empty() && making_->is_taken) return End{};
        make_more();
        if (made->value().empty()) return Wait{};
        return std::move(**made);
    }

  private:
    void make_more() {
        job_.begin([making = making_] { return making->more(); });
    }

    std::shared_ptr<Making> making_;  // of the job under way, which may outlive this
    std::string first_;
    PoolJob<std::string> job_;
};

bool is_of_the_answer(std::string_view name) {
    return std::ranges::find(kOfTheAnswer, name) != kOfTheAnswer.end();
}

// Where the same question, pinned to its day and entry, tells what it is about.
std::string about_link(std::string_view target, const events::Json& about) {
    const auto mark = std::min(target.find('?'), target.size());
    std::string link = '<' + std::string(target.substr(0, mark)) + "?part=about";
    link.append("&as_of=").append(about.value("as_of", ""));
    if (const auto& known = about["known_at"]; known.is_object())
        link.append("&known_at=").append(std::to_string(known["seq"].get<std::uint64_t>()));
    // The filters stand as they were received.
    for (std::string_view rest = target.substr(mark); !rest.empty();) {
        rest.remove_prefix(1);
        const auto pair = rest.substr(0, rest.find('&'));
        if (!is_of_the_answer(pair.substr(0, pair.find('=')))) link.append("&").append(pair);
        rest.remove_prefix(pair.size());
    }
    return link + ">; rel=\"describedby\"";
}

Response head_of(const std::string& target, const Shape& shape, const events::Json& about) {
    Response response{.content_type = shape.media()};
    const std::string day = about.value("as_of", "");
    std::string file = about.value("report", "") + '-' + day;
    response.headers.push_back({"Report-As-Of", day});
    if (const auto& known = about["known_at"]; known.is_object()) {
        const std::string seq = std::to_string(known["seq"].get<std::uint64_t>());
        response.headers.push_back({"Report-Known-At", seq});
        file += '-' + seq;
    }
    response.headers.push_back({"Link", about_link(target, about)});
    response.headers.push_back({"Content-Disposition", "attachment; filename=\"" + file + '.' +
                                                           std::string(shape.extension()) + '"'});
    response.headers.push_back({"Cache-Control", "private, no-cache"});
    return response;
}

// The read pool is left to others while one workbook is made.
Status make_whole(Making& making) {
    static std::mutex one_at_a_time;
    const std::unique_lock turn(one_at_a_time, std::try_to_lock);
    if (!turn) return fail(ErrorCode::overloaded, "another workbook is being made");
    return making.finish();
}

struct Question {
    service::Service& service;
    Voucher voucher;
    service::Principal who;
    service::ReportQuery query;
    std::string target;  // as received
    Shape shape;
    std::string request_id;

    Result<Response> answer() const {
        auto rows = service.reports().begin(query, who);
        if (!rows) return tl::unexpected<Error>(std::move(rows.error()));
        auto writer = writer_of(shape, (*rows)->report());
        if (!writer) return tl::unexpected<Error>(std::move(writer.error()));
        Response response = head_of(target, shape, (*rows)->about());
        const auto making = std::make_shared<Making>(
            Making{service, voucher, std::move(*rows), std::move(*writer)});
        if (shape.media() == kXlsx) RECERT_TRY(make_whole(*making));
        auto first = making->more();
        if (!first) return tl::unexpected<Error>(std::move(first.error()));
        response.source = std::make_shared<Pieces>(making, std::move(*first), request_id);
        return response;
    }
};

service::ReportQuery query_of(const Call& call) {
    service::ReportQuery query{.name = call.id, .when = when_of(call)};
    for (const Parameter& each : call.target.query)
        if (!is_of_the_answer(each.name)) query.filters.emplace(each.name, each.value);
    return query;
}

}  // namespace

Result<Response> list_reports(const Call& call) {
    service::Page page;
    for (auto& report : call.app.service->reports().list(*call.principal))
        page.items.push_back(std::move(report));
    return page_response(call, std::move(page));
}

void read_report(const Call& call, Answer answer) {
    const auto shape = shape_of(call);
    if (!shape) return answer(tl::unexpected<Error>(shape.error()));
    service::Service& service = *call.app.service;
    const std::string_view received = call.request.target;
    const std::string asked(received.substr(std::min(received.find('?'), received.size())));
    Question question{service,        Voucher(call.request.headers), *call.principal,
                      query_of(call), call.target.path + asked,      *shape,
                      call.request_id};
    // What is known is settled here, so that a checkpoint of it can be waited for.
    const std::uint64_t size = service.size();
    const auto newest = size == 0 ? std::nullopt : std::optional(Seq{size - 1});
    auto& known_at = question.query.when.known_at;
    if (newest && !known_at) known_at = std::to_string(newest->value);
    answer_signed(
        call, newest, "report", [question = std::move(question)] { return question.answer(); },
        std::move(answer));
}

}  // namespace recert::http
