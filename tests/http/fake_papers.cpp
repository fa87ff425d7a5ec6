#include "http/fake_papers.hpp"

namespace recert::http::test {

Result<service::Certificate> FakePapers::certificate(const service::PaperQuery& query,
                                                     const service::Principal&) const {
    asked = query;
    if (failure) return tl::unexpected(*failure);
    const events::Date day = events::parse_date("2026-05-04").value();
    return service::Certificate{{.program = "Certified",
                                 .issuer = "Issuer",
                                 .url = "https://example.org",
                                 .number = "CPTM-7K3M-9QXR",
                                 .certified_on = day,
                                 .cycle = 1,
                                 .valid_from = day,
                                 .valid_until = day,
                                 .granted_on = day,
                                 .rules_version = 1,
                                 .status = projections::CredentialStatus::active},
                                "Ada",
                                day,
                                Seq{12},
                                {17}};
}

Result<service::State> FakePapers::transcript(const service::PaperQuery& query,
                                              const service::Principal&) const {
    asked = query;
    if (failure) return tl::unexpected(*failure);
    const events::Json none = events::Json::array();
    return service::State{
        {{"id", query.credential},
         {"version", 17},
         {"as_of", "2026-05-04"},
         {"known_at", {{"seq", 12}, {"time", "2026-05-04T09:30:00.000Z"}}},
         {"program",
          {{"id", "cptm"}, {"name", "Certified"}, {"issuer", "I"}, {"url", "https://x.example"}}},
         {"holder", {{"id", "ada"}, {"name", "Ada"}}},
         {"organization", nullptr},
         {"status", "candidate"},
         {"number", nullptr},
         {"certified_on", nullptr},
         {"valid_until", nullptr},
         {"cycles", none},
         {"outside", none},
         {"fees", none},
         {"decisions", none}},
        {17}};
}

}  // namespace recert::http::test
