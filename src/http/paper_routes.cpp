#include "http/papers.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> paper_routes() {
    return {
        {.method = get,
         .pattern = "/v1/credentials/{id}/transcript",
         .needs = Right::open,
         .runs = OnReadPool{read_transcript},
         .operation = {.id = "readTranscript",
                       .tag = "credentials",
                       .summary = "What was done in each cycle, what of it counted, and why",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Transcript"}},
                                    .headers = {"ETag", "Cache-Control"}}},
                       .headers = {"If-None-Match"}},
         .parameters = {"cycle", "as_of", "known_at"}},
    };
}

}  // namespace recert::http
