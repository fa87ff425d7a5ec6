#include "http/erasure.hpp"
#include "http/evidence.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

using enum Method;
using service::Right;

namespace {

std::vector<Content> files() {
    std::vector<Content> content;
    content.reserve(kFileMedia.size());
    for (const std::string_view media : kFileMedia) content.push_back({media});
    return content;
}

}  // namespace

std::vector<Route> holder_routes() {
    return {
        {.method = post,
         .pattern = "/v1/holders/{id}/erase",
         .needs = Right::erase,
         .runs = OnReadPool{erase_holder},
         .operation = {.id = "eraseHolder",
                       .tag = "holders",
                       .summary = "Forget a person: destroy what opens their personal data",
                       .answers = {{.status = 200, .content = {{kJson, "Erased"}}},
                                   {.status = 201,
                                    .content = {{kJson, "Erased"}},
                                    .headers = {"ETag", "Receipt", "Idempotent-Replayed"}}},
                       .takes = {{kJson, "Erasure"}},
                       .headers = {"Idempotency-Key", "If-Match"},
                       .refuses = {412}},
         .parameters = {"dry_run"},
         .kind = events::StreamKind::holder},
        {.method = put,
         .pattern = "/v1/holders/{id}/evidence/{sha256}",
         .needs = Right::evidence,
         .runs = Here{put_evidence},
         .operation = {.id = "putEvidence",
                       .tag = "holders",
                       .summary = "File what backs up a claim: at most 10 MiB, sealed",
                       .answers = {{.status = 200, .content = {{kJson, "FiledEvidence"}}},
                                   {.status = 201, .content = {{kJson, "FiledEvidence"}}}},
                       .takes = files()}},
        {.method = get,
         .pattern = "/v1/holders/{id}/evidence/{sha256}",
         .needs = Right::open,
         .runs = OnReadPool{read_evidence},
         .operation = {.id = "readEvidence",
                       .tag = "holders",
                       .summary = "A file that was put, to be saved",
                       .answers = {{.status = 200,
                                    .content = files(),
                                    .headers = {"ETag", "Cache-Control", "Content-Disposition"}}},
                       .headers = {"If-None-Match"}}},
    };
}

}  // namespace recert::http
