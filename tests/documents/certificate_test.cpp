#include "documents/certificate.hpp"

#include <catch2/catch.hpp>
#include <thread>

using namespace recert;
using namespace recert::documents;
using projections::CredentialStatus;

namespace {

events::Date day(const char* text) { return events::parse_date(text).value(); }

Certificate of(const std::string& holder) {
    Certificate out;
    out.certification = {.program = "Certified Professional in Training Management",
                         .issuer = "Training Industry",
                         .url = "https://example.org",
                         .number = "CPTM-7K3M-9QXR",
                         .certified_on = day("2024-05-08"),
                         .cycle = 2,
                         .valid_from = day("2026-05-08"),
                         .valid_until = day("2028-05-07"),
                         .granted_on = day("2026-04-02"),
                         .rules_version = 1,
                         .status = CredentialStatus::active};
    out.holder = holder;
    out.verification = "https://ledger.example.org/verify/CPTM-7K3M-9QXR";
    return out;
}

std::size_t pages_in(const std::string& pdf) {
    std::size_t pages = 0;
    for (auto at = pdf.find("/Type /Page %"); at != std::string::npos;
         at = pdf.find("/Type /Page %", at + 1))
        ++pages;
    return pages;
}

}  // namespace

TEST_CASE("the same certificate has the same bytes, on every thread", "[documents]") {
    const Certificate certificate = of("Nguyễn Thị Minh Khai");
    const std::string pdf = certificate_pdf(certificate, Paper::letter);
    CHECK(pdf.starts_with("%PDF-"));
    CHECK(certificate_pdf(certificate, Paper::letter) == pdf);
    std::array<std::string, 4> others;
    std::vector<std::thread> threads;
    for (std::string& other : others)
        threads.emplace_back([&] { other = certificate_pdf(certificate, Paper::letter); });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& other : others) CHECK(other == pdf);
}

TEST_CASE("what a certificate says changes its bytes", "[documents]") {
    const std::string pdf = certificate_pdf(of("Ada"), Paper::letter);
    CHECK(certificate_pdf(of("Ada"), Paper::a4) != pdf);
    CHECK(certificate_pdf(of("Adam"), Paper::letter) != pdf);
    for (int n = 0; n < 6; ++n) {
        Certificate other = of("Ada");
        if (n == 0) other.certification.status = CredentialStatus::suspended;
        if (n == 1) other.certification.is_followed = true;
        if (n == 2) other.certification.extended_until = day("2028-08-07");
        if (n == 3) other.as_of = day("2026-06-01");
        if (n == 4) other.known = Seq{12};
        if (n == 5) other.verification.clear();
        INFO(n);
        CHECK(certificate_pdf(other, Paper::letter) != pdf);
    }
}

TEST_CASE("a certificate is one page in the format asked for, whatever the name", "[documents]") {
    const std::vector<std::string> names = {
        "Ng",
        "محمد بن موسى الخوارزمي",
        "歐陽菲菲",
        "Ada\nLovelace\t\x01",
        std::string(4096, 'W'),
        "Świętosława Brzęczyszczykiewicz-Łękołodzka de la Fuente y Montgomery-Cholmondeley"};
    for (const std::string& name : names) {
        INFO(name);
        Certificate certificate = of(name);
        certificate.certification.program = name;
        const std::string pdf = certificate_pdf(certificate, Paper::letter);
        CHECK(pages_in(pdf) == 1);
        CHECK(pdf.find("/MediaBox [ 0 0 792 612 ]") != std::string::npos);
        CHECK(certificate_pdf(certificate, Paper::a4).find("/MediaBox [ 0 0 842 595 ]") !=
              std::string::npos);
    }
}

TEST_CASE("the file's date is that of the award or renewal", "[documents]") {
    CHECK(certificate_pdf(of("Ada"), Paper::letter).find("/CreationDate (20260402000000Z") !=
          std::string::npos);
}

TEST_CASE("a name is set as large as there is room for", "[documents]") {
    const Canvas canvas({792, 612}, {"t", "a", {}});
    const Type type{.family = Family::display, .size = 46};
    const Text brief = canvas.fit("Ada", type, 600, 20);
    const Text longer = canvas.fit("Ada of a Considerably Longer Name Indeed", type, 600, 20);
    CHECK(longer.width() <= 600);
    CHECK(longer.width() > 500);
    CHECK(longer.height() < brief.height());
    const Text longest = canvas.fit(std::string(400, 'W'), type, 600, 20);
    CHECK(longest.height() >
          2 * canvas.set("W", {.family = Family::display, .size = 20}, 600).height());
}
