#include "http/papers.hpp"

#include <array>

#include "documents/certificate.hpp"
#include "documents/transcript.hpp"
#include "http/entity_tag.hpp"
#include "http/request_headers.hpp"
#include "http/streams.hpp"
#include "service/papers.hpp"

namespace recert::http {
namespace {

constexpr std::size_t kCyclesMax = 10'000;

Result<service::PaperQuery> query_of(const Call& call) {
    RECERT_TRY(check_id(call));
    service::PaperQuery query{.credential = call.id, .when = when_of(call)};
    if (!call.parameter("cycle")) return query;
    const auto cycle = number(call, "cycle", 1, kCyclesMax, 0);
    if (!cycle) return tl::unexpected<Error>(cycle.error());
    query.cycle = static_cast<std::int64_t>(*cycle);
    return query;
}

Result<documents::Paper> paper_of(const Call& call) {
    const std::string paper = call.parameter("paper").value_or("letter");
    if (paper == "letter") return documents::Paper::letter;
    if (paper == "a4") return documents::Paper::a4;
    return fail(ErrorCode::bad_parameter, "paper is letter or a4", "paper");
}

Result<bool> wants_pdf(const Call& call) {
    static constexpr std::array kOffers = {kJson, kPdf};
    const auto format = call.parameter("format");
    if (!format) return kOffers.at(preferred(call.request.headers.accept, kOffers)) == kPdf;
    if (*format == "pdf" || *format == "json") return *format == "pdf";
    return fail(ErrorCode::bad_parameter, "format is json or pdf", "format");
}

// Where anybody may check the credential; empty where it has no number, or nobody knows how this
// service is reached from outside.
std::string verification(const Call& call, const std::string& number) {
    if (number.empty() || call.app.public_url.empty()) return {};
    return call.app.public_url + "/verify/" + number;
}

Response pdf_response(const Call& call, StreamVersion version, std::string pdf) {
    const std::string tag = entity_tag(version, pdf);
    Response response{.content_type = kPdf, .body = std::move(pdf)};
    if (names_tag(call.request.headers.if_none_match, tag)) response = Response{.status = 304};
    response.headers.push_back({"ETag", tag});
    return response;
}

}  // namespace

Result<Response> read_certificate(const Call& call) {
    const auto query = query_of(call);
    if (!query) return tl::unexpected<Error>(query.error());
    const auto paper = paper_of(call);
    if (!paper) return tl::unexpected<Error>(paper.error());
    auto told = call.app.service->papers().certificate(*query, *call.principal);
    if (!told) return tl::unexpected<Error>(told.error());
    documents::Certificate certificate{told->certification, std::move(told->holder),
                                       verification(call, told->certification.number)};
    if (query->when.as_of) certificate.as_of = told->as_of;
    if (query->when.known_at) certificate.known = told->known;
    return pdf_response(call, told->version, documents::certificate_pdf(certificate, *paper));
}

Result<Response> read_transcript(const Call& call) {
    const auto query = query_of(call);
    if (!query) return tl::unexpected<Error>(query.error());
    const auto paper = paper_of(call);
    if (!paper) return tl::unexpected<Error>(paper.error());
    const auto is_pdf = wants_pdf(call);
    if (!is_pdf) return tl::unexpected<Error>(is_pdf.error());
    const auto state = call.app.service->papers().transcript(*query, *call.principal);
    if (!state) return tl::unexpected<Error>(state.error());
    Response response;
    if (*is_pdf) {
        const events::Json& number = state->body["number"];
        auto pdf = documents::transcript_pdf(
            state->body, verification(call, number.is_string() ? number : ""), *paper);
        if (!pdf) return tl::unexpected<Error>(pdf.error());
        response = pdf_response(call, state->version, std::move(*pdf));
    } else {
        response = state_response(call, *state);
    }
    response.headers.push_back({"Vary", "Accept"});
    return response;
}

}  // namespace recert::http
