#include "http/health.hpp"
#include "http/metrics.hpp"
#include "http/openapi.hpp"
#include "http/pages.hpp"
#include "http/problem_pages.hpp"
#include "http/route_tables.hpp"

namespace recert::http {

namespace {

using enum Method;
using service::Right;

// An open GET whose handler blocks on nothing.
Route open_page(std::string pattern, Result<Response> (*handler)(const Call&), Told id,
                Told summary, Success answer) {
    return {.method = get,
            .pattern = std::move(pattern),
            .needs = Right::anybody,
            .runs = Here{handler},
            .operation = {.id = std::move(id),
                          .tag = "service",
                          .summary = std::move(summary),
                          .answers = {std::move(answer)}}};
}

// One that answers with an entity tag, and to it.
Route tagged_page(std::string pattern, Result<Response> (*handler)(const Call&), Told id,
                  Told summary, Success answer) {
    answer.headers.insert(answer.headers.end(), {"ETag", "Cache-Control"});
    Route route = open_page(std::move(pattern), handler, std::move(id), std::move(summary),
                            std::move(answer));
    route.operation.headers = {"If-None-Match"};
    return route;
}

// The page's own script reads the rest of the path, and the query.
Route of_any_query(Route route) {
    route.takes_rest = true;
    route.ignores_others = true;
    return route;
}

}  // namespace

std::vector<Route> service_routes() {
    return {
        {.method = get,
         .pattern = "/",
         .needs = Right::anybody,
         .runs = Here{front_page},
         .operation = {.id = "readFrontPage",
                       .tag = "service",
                       .summary = "What there is, in a few lines; a page to who wants HTML",
                       .answers = {{200, {{kPlain}, {kHtml}}, {"Vary"}}, {303, {}, {"Location"}}}}},
        open_page("/livez", livez, "readLiveness", "Whether the process runs",
                  {200, {{kJson, "Live"}}}),
        open_page("/readyz", readyz, "readReadiness",
                  "Whether the service takes events, or why not", {200, {{kJson, "Ready"}}}),
        {.method = get,
         .pattern = "/metrics",
         .needs = Right::whole,
         .runs = OnReadPool{metrics_page},
         .operation = {.id = "readMetrics",
                       .tag = "service",
                       .summary = "What the service measures of itself, for Prometheus",
                       .answers = {{200, {{kPrometheus}}, {"Cache-Control"}}}},
         .is_open_here = true},
        open_page("/problems", problem_index, "listProblems", "Every code an error may have",
                  {200, {{kJson, "Explanation", true}, {kHtml}}}),
        open_page("/problems/{code}", problem_page, "readProblem", "What one code means",
                  {200, {{kJson, "Explanation"}, {kHtml}}}),
        tagged_page("/openapi.json", openapi, "readOpenapi", "This document",
                    {200, {{kJson, "Document"}}}),
        tagged_page("/docs", docs_page, "readDocs", "A page to read and try this document",
                    {200, {{kHtml}}, {"Content-Security-Policy"}}),
        tagged_page("/my", my_page, "readMy", "The page of a holder: standing, activities, papers",
                    {200, {{kHtml}}, {"Content-Security-Policy"}}),
        of_any_query(tagged_page("/my/{page}", my_page, "readMyPage",
                                 "The same page, which shows what the path names",
                                 {200, {{kHtml}}, {"Content-Security-Policy"}})),
        tagged_page("/web/{asset}", web_asset, "readAsset", "A style or a script of the pages",
                    {200, {{kCss}, {kJavaScript}}}),
        tagged_page("/web/{edition}/{asset}", edition_asset, "readAssetOfEdition",
                    "The same by an address that changes with it, to be kept for good",
                    {200, {{kCss}, {kJavaScript}}}),
    };
}

}  // namespace recert::http
