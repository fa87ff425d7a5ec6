#include "http/backups.hpp"
#include "http/clock.hpp"
#include "http/projections.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> operator_routes() {
    return {
        {.method = get,
         .pattern = "/v1/projections",
         .needs = Right::whole,
         .runs = OnReadPool{list_projections},
         .operation = {.id = "listProjections",
                       .tag = "service",
                       .summary = "What is derived from the ledger, how far, and its digest",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Projection", true}},
                                    .headers = {"Cache-Control"}}}}},
        {.method = post,
         .pattern = "/v1/projections/{name}/rebuild",
         .needs = Right::operate,
         .runs = OnReadPool{rebuild_projection},
         .operation = {.id = "rebuildProjection",
                       .tag = "service",
                       .summary = "Derive a projection anew from entry 0, while it serves",
                       .answers = {{.status = 202,
                                    .content = {{kJson, "Rebuild"}},
                                    .headers = {"Location", "Cache-Control"}}},
                       .refuses = {409, 415}}},
        {.method = get,
         .pattern = "/v1/backups",
         .needs = Right::whole,
         .runs = OnReadPool{list_backups},
         .operation = {.id = "listBackups",
                       .tag = "service",
                       .summary = "The backups there are, and how the last one went",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Backups"}},
                                    .headers = {"Cache-Control"}}}}},
        {.method = post,
         .pattern = "/v1/backups",
         .needs = Right::operate,
         .runs = OnReadPool{begin_backup},
         .operation = {.id = "beginBackup",
                       .tag = "service",
                       .summary = "Back up ledger, evidence and keys while the service goes on",
                       .answers = {{.status = 202,
                                    .content = {{kJson, "BackupBegun"}},
                                    .headers = {"Location", "Cache-Control"}}},
                       .refuses = {404, 415}}},
        {.method = get,
         .pattern = "/v1/clock",
         .needs = Right::any_token,
         .runs = Here{clock_state},
         .operation = {.id = "readClock",
                       .tag = "service",
                       .summary = "What time it is here; a sandbox's clock may run ahead",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Clock"}},
                                    .headers = {"Cache-Control"}}}}},
        {.method = put,
         .pattern = "/v1/clock",
         .needs = Right::operate,
         .runs = OnReadPool{put_clock_forward},
         .operation = {.id = "putClockForward",
                       .tag = "service",
                       .summary = "Move a sandbox's clock forward",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Clock"}},
                                    .headers = {"Cache-Control"}}},
                       .takes = {{kJson, "WantedClock"}},
                       .refuses = {409}}},
    };
}

}  // namespace recert::http
