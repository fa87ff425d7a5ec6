#include "http/append.hpp"
#include "http/append_lines.hpp"
#include "http/clock.hpp"
#include "http/collections.hpp"
#include "http/events.hpp"
#include "http/health.hpp"
#include "http/problem_pages.hpp"
#include "http/programs.hpp"
#include "http/projections.hpp"
#include "http/router.hpp"
#include "http/streams.hpp"
#include "http/tokens.hpp"

namespace recert::http {

namespace {

using enum Method;
using events::StreamKind;

void add_collection(std::vector<Route>& table, StreamKind kind) {
    const std::string all = "/v1/" + std::string(collection_of(kind));
    const std::string one = all + "/{id}";
    const std::string history = one + "/events";
    table.push_back({.method = post,
                     .pattern = all,
                     .runs = Later{create_stream},
                     .parameters = {"dry_run"},
                     .kind = kind});
    std::vector<std::string_view> parameters = {"limit", "cursor", "as_of", "known_at"};
    if (kind == StreamKind::credential)
        for (const char* filter : {"program", "status", "holder", "organization", "ends_before"})
            parameters.emplace_back(filter);
    table.push_back({.method = get,
                     .pattern = all,
                     .runs = OnReadPool{stream_list},
                     .parameters = std::move(parameters),
                     .kind = kind});
    table.push_back({.method = get,
                     .pattern = one,
                     .runs = OnReadPool{stream_state},
                     .parameters = {"as_of", "known_at"},
                     .kind = kind});
    table.push_back({.method = post,
                     .pattern = history,
                     .runs = Later{append_events},
                     .parameters = {"dry_run"},
                     .kind = kind});
    table.push_back({.method = get,
                     .pattern = history,
                     .runs = OnReadPool{stream_events},
                     .parameters = {"limit", "cursor", "after", "type", "known_at"},
                     .kind = kind});
}

std::vector<Route> make_routes() {
    std::vector<Route> table;
    add_collection(table, StreamKind::credential);  // the hot path comes first
    add_collection(table, StreamKind::holder);
    add_collection(table, StreamKind::organization);
    add_collection(table, StreamKind::program);
    const std::vector<Route> others = {
        {get,
         "/v1/events",
         OnReadPool{ledger_events},
         {"limit", "cursor", "after", "type", "stream", "known_at"}},
        {.method = post, .pattern = "/v1/events", .runs = Here{append_lines}, .takes = kNdjson},
        {get, "/v1/events/{id}", OnReadPool{one_event}},
        {get, "/v1/events/{id}/entry", OnReadPool{one_entry}},
        {post, "/v1/tokens", OnReadPool{create_token}},
        {get, "/v1/tokens", OnReadPool{list_tokens}, {"limit", "cursor"}},
        {delete_, "/v1/tokens/{id}", OnReadPool{revoke_token}},
        {get,
         "/v1/programs/{id}/practicums",
         OnReadPool{list_practicums},
         {"from", "as_of", "known_at", "limit", "cursor"}},
        {get,
         "/v1/programs/{id}/rules",
         OnReadPool{list_rules},
         {"as_of", "known_at", "limit", "cursor"}},
        {get,
         "/v1/programs/{id}/rules/{version}",
         OnReadPool{rules_version},
         {"as_of", "known_at"}},
        {get,
         "/v1/programs/{id}/quote",
         OnReadPool{quote},
         {"organization", "seats", "as_of", "known_at"}},
        {get, "/v1/projections", OnReadPool{list_projections}},
        {post, "/v1/projections/{name}/rebuild", OnReadPool{rebuild_projection}},
        {get, "/v1/clock", Here{clock_state}},
        {put, "/v1/clock", OnReadPool{put_clock_forward}},
        {get, "/", Here{front_page}, {}, Access::open},
        {get, "/livez", Here{livez}, {}, Access::open},
        {get, "/readyz", Here{readyz}, {}, Access::open},
        {get, "/problems", Here{problem_index}, {}, Access::open},
        {get, "/problems/{id}", Here{problem_page}, {}, Access::open},
    };
    table.insert(table.end(), others.begin(), others.end());
    return table;
}

}  // namespace

const std::vector<Route>& routes() {
    static const std::vector<Route> table = make_routes();
    return table;
}

}  // namespace recert::http
