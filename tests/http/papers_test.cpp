#include "http/papers.hpp"

#include <catch2/catch.hpp>

#include "http/fake_service.hpp"
#include "http/openapi.hpp"
#include "support/json_schema.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

constexpr const char* kCertificate = "/v1/credentials/c/certificate";
constexpr const char* kTranscript = "/v1/credentials/c/transcript";

}  // namespace

TEST_CASE("a certificate is a PDF of one credential, at two times, of a cycle", "[http]") {
    FakeService service;
    const Response response =
        get(service, std::string(kCertificate) + "?cycle=2&as_of=2026-01-01&known_at=9&paper=a4");
    CHECK(response.status == 200);
    CHECK(response.content_type == kPdf);
    CHECK(response.body.starts_with("%PDF-"));
    CHECK_THAT(std::string(response.header("ETag")), Catch::StartsWith("\"17-"));
    CHECK(response.header("Cache-Control") == "no-store");
    const service::PaperQuery& asked = service.its_papers->asked;
    CHECK(asked.credential == "c");
    CHECK(asked.cycle == 2);
    CHECK(asked.when.as_of == "2026-01-01");
    CHECK(asked.when.known_at == "9");
    get(service, kCertificate);
    CHECK_FALSE(service.its_papers->asked.cycle);
}

TEST_CASE("a paper is known by its tag", "[http]") {
    FakeService service;
    for (const char* target : {kCertificate, kTranscript}) {
        Ask what{.target = target};
        const std::string tag(ask(service, what).header("ETag"));
        what.headers.if_none_match = tag;
        const Response again = ask(service, what);
        CHECK(again.status == 304);
        CHECK(again.header("ETag") == tag);
        CHECK(again.body.empty());
    }
}

TEST_CASE("a transcript is JSON, or PDF for who asks for that", "[http]") {
    FakeService service;
    const auto media = [&](const std::string& query, const std::string_view accept) {
        Ask what{.target = kTranscript + query};
        what.headers.accept = accept;
        const Response response = ask(service, what);
        CHECK(response.status == 200);
        CHECK(response.header("Vary") == "Accept");
        return response.content_type;
    };
    CHECK(media("", "") == kJson);
    CHECK(media("", "*/*") == kJson);
    CHECK(media("", "application/pdf") == kPdf);
    CHECK(media("?format=pdf", "application/json") == kPdf);
    CHECK(media("?format=json", "application/pdf") == kJson);
    const events::Json told = json_of(get(service, kTranscript));
    CHECK(recert::test::violation({{"$ref", "#/components/schemas/Transcript"}}, told,
                                  make_openapi()) == "");
}

TEST_CASE("what cannot be asked of a paper is refused with the parameter's name", "[http]") {
    FakeService service;
    for (const auto& [query, name] : {std::pair{"?cycle=0", "cycle"},
                                      {"?cycle=x", "cycle"},
                                      {"?paper=a5", "paper"},
                                      {"?format=csv", "format"}}) {
        const Response response = get(service, std::string(kTranscript) + query);
        CHECK(response.status == 400);
        CHECK_THAT(json_of(response)["detail"].get<std::string>(), Catch::Contains(name));
    }
    CHECK(get(service, std::string(kCertificate) + "?paper=a5").status == 400);
    CHECK(get(service, std::string(kCertificate) + "?format=pdf").status == 400);
    CHECK(get(service, "/v1/credentials/C/certificate").status == 404);
}

TEST_CASE("what has no certificate says why", "[http]") {
    FakeService service;
    service.its_papers->failure = Error{ErrorCode::not_awarded, "not awarded yet"};
    CHECK(get(service, kCertificate).status == 422);
    CHECK(json_of(get(service, kCertificate))["code"] == "not-awarded");
    service.its_papers->failure = Error{ErrorCode::holder_erased, "erased"};
    CHECK(json_of(get(service, kCertificate))["code"] == "holder-erased");
}
