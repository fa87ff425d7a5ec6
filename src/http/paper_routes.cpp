#include "http/papers.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> paper_routes() {
    return {
        {.method = get,
         .pattern = "/v1/credentials/{id}/certificate",
         .needs = Right::open,
         .runs = OnReadPool{read_certificate},
         .operation = {.id = "readCertificate",
                       .tag = "credentials",
                       .summary = "The certificate of a credential, to be printed",
                       .answers = {{.status = 200,
                                    .content = {{kPdf}},
                                    .headers = {"ETag", "Cache-Control"}}},
                       .headers = {"If-None-Match"},
                       .refuses = {422}},
         .parameters = {"cycle", "paper", "as_of", "known_at"}},
        {.method = get,
         .pattern = "/v1/credentials/{id}/transcript",
         .needs = Right::open,
         .runs = OnReadPool{read_transcript},
         .operation = {.id = "readTranscript",
                       .tag = "credentials",
                       .summary = "What was done in each cycle, what of it counted, and why",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Transcript"}, {kPdf}},
                                    .headers = {"ETag", "Cache-Control", "Vary"}}},
                       .headers = {"If-None-Match"}},
         .parameters = {"cycle", "format", "paper", "as_of", "known_at"}},
    };
}

}  // namespace recert::http
