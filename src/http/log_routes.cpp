#include "http/log.hpp"
#include "http/receipts.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

namespace {

using enum Method;
using service::Right;

using Handler = Result<Response> (*)(const Call&);

// What everybody may read.
Route open_file(std::string pattern, Handler handler, Told id, Told summary,
                std::string_view media) {
    return {.method = get,
            .pattern = std::move(pattern),
            .needs = Right::anybody,
            .runs = OnReadPool{handler},
            .operation = {.id = std::move(id),
                          .tag = "log",
                          .summary = std::move(summary),
                          .answers = {{200, {{media}}, {"Cache-Control"}}}},
            .any_origin = true};
}

Route tagged_text(std::string pattern, Handler handler, Told id, Told summary) {
    Route route = open_file(std::move(pattern), handler, std::move(id), std::move(summary), kPlain);
    route.operation.answers.front().headers = {"ETag", "Cache-Control"};
    route.operation.headers = {"If-None-Match"};
    return route;
}

Route tile(std::string pattern, Handler handler, Told id, Told summary, Right right) {
    Route route = open_file(std::move(pattern), handler, std::move(id), std::move(summary), kBytes);
    route.needs = right;
    route.any_origin = route.is_open();
    route.takes_rest = true;
    return route;
}

}  // namespace

std::vector<Route> log_routes() {
    return {
        tagged_text("/log/checkpoint", log_checkpoint, "readCheckpoint",
                    "The newest checkpoint: size and root of the ledger, signed"),
        tagged_text("/log/vkey", log_vkey, "readVerifierKeys",
                    "The keys that sign checkpoints, one a line, the current one first"),
        tile("/log/tile/entries/{tile}", log_bundle, "readEntryBundle",
             "Up to 256 entries as stored, each behind its length: two bytes, big-endian",
             Right::audit),
        tile("/log/tile/{level}/{tile}", log_tile, "readTile",
             "Up to 256 hashes of one level of the tree", Right::anybody),
        {.method = get,
         .pattern = "/v1/log/consistency",
         .needs = Right::anybody,
         .runs = OnReadPool{log_consistency},
         .operation = {.id = "readConsistency",
                       .tag = "log",
                       .summary = "That the ledger of one size is the beginning of a later one",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Consistency"}},
                                    .headers = {"Cache-Control"}}}},
         .parameters = {"from", "to"},
         .any_origin = true},
        {.method = get,
         .pattern = "/v1/events/{seq}/receipt",
         .needs = Right::event,
         .runs = Later{one_receipt},
         .operation = {.id = "readReceipt",
                       .tag = "log",
                       .summary = "That an entry is in the tree of a signed checkpoint",
                       .answers = {{.status = 200,
                                    .content = {{kPlain}},
                                    .headers = {"Content-Location", "Cache-Control"}}}},
         .parameters = {"size"}},
    };
}

}  // namespace recert::http
