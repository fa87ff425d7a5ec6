#include "http/accesses.hpp"
#include "http/data_export.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> access_routes() {
    return {
        {.method = get,
         .pattern = "/v1/accesses",
         .needs = Right::audit,
         .runs = OnReadPool{list_accesses},
         .operation = {.id = "listAccesses",
                       .tag = "accesses",
                       .summary = "Who read what of whom, newest first",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Access", true}},
                                    .headers = {"Link", "Cache-Control"}}}},
         .parameters = {"limit", "cursor", "holder", "actor"}},
        {.method = get,
         .pattern = "/v1/holders/{id}/accesses",
         .needs = Right::accesses,
         .runs = OnReadPool{list_accesses_of_holder},
         .operation = {.id = "listHolderAccesses",
                       .tag = "accesses",
                       .summary = "Who read a holder's record, newest first",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Access", true}},
                                    .headers = {"Link", "Cache-Control"}}}},
         .parameters = {"limit", "cursor", "actor"},
         .kind = events::StreamKind::holder},
        {.method = get,
         .pattern = "/v1/holders/{id}/export",
         .needs = Right::accesses,
         .runs = Later{export_data},
         .operation =
             {.id = "exportHolder",
              .tag = "holders",
              .summary = "Everything about a holder, for people and machines, with proofs",
              .answers = {{.status = 200, .content = {{kZip}}, .headers = {"Cache-Control"}}}},
         .kind = events::StreamKind::holder},
    };
}

}  // namespace recert::http
