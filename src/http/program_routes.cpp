#include "http/programs.hpp"
#include "http/route_tables.hpp"
#include "http/what_if.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> program_routes() {
    return {
        {.method = get,
         .pattern = "/v1/programs/{id}/practicums",
         .needs = Right::read,
         .runs = OnReadPool{list_practicums},
         .operation = {.id = "listPracticums",
                       .tag = "programs",
                       .summary = "The calendar of practicums, with exam windows and free changes",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Session", true}},
                                    .headers = {"Link", "Cache-Control"}}}},
         .parameters = {"from", "as_of", "known_at", "limit", "cursor"},
         .kind = events::StreamKind::program},
        {.method = get,
         .pattern = "/v1/programs/{id}/rules",
         .needs = Right::read,
         .runs = OnReadPool{list_rules},
         .operation = {.id = "listRules",
                       .tag = "programs",
                       .summary = "The versions of a program's rules",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "RulesSummary", true}},
                                    .headers = {"Link", "Cache-Control"}}}},
         .parameters = {"as_of", "known_at", "limit", "cursor"},
         .kind = events::StreamKind::program},
        {.method = get,
         .pattern = "/v1/programs/{id}/rules/{version}",
         .needs = Right::read,
         .runs = OnReadPool{rules_version},
         .operation = {.id = "readRules",
                       .tag = "programs",
                       .summary = "One version of the rules, whole",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "RulesDocument"}},
                                    .headers = {"ETag", "Cache-Control"}}},
                       .headers = {"If-None-Match"}},
         .parameters = {"as_of", "known_at"},
         .kind = events::StreamKind::program},
        {.method = get,
         .pattern = "/v1/programs/{id}/quote",
         .needs = Right::read,
         .runs = OnReadPool{quote},
         .operation = {.id = "readQuote",
                       .tag = "programs",
                       .summary = "What a registration costs, as far as the rules say",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Quote"}},
                                    .headers = {"ETag", "Cache-Control"}}},
                       .headers = {"If-None-Match"},
                       .refuses = {422}},
         .parameters = {"organization", "seats", "as_of", "known_at"},
         .kind = events::StreamKind::program},
        {.method = post,
         .pattern = "/v1/programs/{id}/what-if",
         .needs = Right::what_if,
         .runs = OnReadPool{what_if},
         .operation = {.id = "askWhatIf",
                       .tag = "programs",
                       .summary =
                           "Who would change standing under other rules, and by which clause",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "WhatIf"}},
                                    .headers = {"Link", "Cache-Control"}}},
                       .takes = {{kJson, "WhatIfQuestion"}}},
         .parameters = {"as_of", "known_at", "limit", "cursor"},
         .kind = events::StreamKind::program},
    };
}

}  // namespace recert::http
