#include "http/append.hpp"
#include "http/collections.hpp"
#include "http/route_tables.hpp"
#include "http/streams.hpp"

namespace recert::http {

namespace {

using enum Method;
using events::StreamKind;
using service::Right;

// credential -> Credential, as components and operations are named.
std::string capital(std::string_view kind) {
    std::string name(kind);
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name;
}

Route creation(StreamKind kind, const std::string& one, const std::string& all) {
    return {
        .method = post,
        .pattern = "/v1/" + all,
        .needs = Right::create,
        .runs = Later{create_stream},
        .operation = {.id = "create" + capital(one),
                      .tag = all,
                      .summary = "Begin the stream of a new " + one + " with its first event",
                      .answers = {{.status = 200, .content = {{kJson, capital(one) + "Appended"}}},
                                  {.status = 201,
                                   .content = {{kJson, capital(one) + "Appended"}},
                                   .headers = {"ETag", "Location", "Receipt", "Idempotent-Replayed",
                                               "Preference-Applied"}}},
                      .takes = {{kJson, capital(one) + "Creation"}},
                      .headers = {"Idempotency-Key", "If-Match", "Prefer"},
                      .refuses = {409, 412}},
        .parameters = {"dry_run"},
        .kind = kind};
}

Route listing(StreamKind kind, const std::string& one, const std::string& all) {
    std::vector<std::string_view> parameters = {"limit", "cursor", "as_of", "known_at"};
    if (kind == StreamKind::credential)
        for (const char* filter : {"program", "status", "holder", "organization", "ends_before"})
            parameters.emplace_back(filter);
    return {.method = get,
            .pattern = "/v1/" + all,
            .needs = Right::read,
            .runs = OnReadPool{stream_list},
            .operation = {.id = "list" + capital(all),
                          .tag = all,
                          .summary = "The " + all + " there are, in short, on a date",
                          .answers = {{.status = 200,
                                       .content = {{kJson, "Listed" + capital(one), true}},
                                       .headers = {"Link", "Cache-Control"}}}},
            .parameters = std::move(parameters),
            .kind = kind};
}

Route state(StreamKind kind, const std::string& one, const std::string& all) {
    const bool has_standing = kind == StreamKind::credential;
    return {.method = get,
            .pattern = "/v1/" + all + "/{id}",
            .needs = Right::read,
            .runs = OnReadPool{stream_state},
            .operation = {.id = "read" + capital(one),
                          .tag = all,
                          .summary = has_standing ? "The standing of a credential on a date"
                                                  : "The state of one " + one + " on a date",
                          .answers = {{.status = 200,
                                       .content = {{kJson, capital(one)}},
                                       .headers = {"ETag", "Cache-Control"}}},
                          .headers = {"If-None-Match"}},
            .parameters = {"as_of", "known_at"},
            .kind = kind};
}

Route append(StreamKind kind, const std::string& one, const std::string& all) {
    return {
        .method = post,
        .pattern = "/v1/" + all + "/{id}/events",
        .needs = Right::append,
        .runs = Later{append_events},
        .operation = {.id = "appendTo" + capital(one),
                      .tag = all,
                      .summary = "Append one event, or several: all or nothing",
                      .answers = {{.status = 200, .content = {{kJson, capital(one) + "Appended"}}},
                                  {.status = 201,
                                   .content = {{kJson, capital(one) + "Appended"}},
                                   .headers = {"ETag", "Receipt", "Idempotent-Replayed",
                                               "Preference-Applied"}}},
                      .takes = {{kJson, capital(one) + "Drafts"}},
                      .headers = {"Idempotency-Key", "If-Match", "Prefer"},
                      .refuses = {409, 412}},
        .parameters = {"dry_run"},
        .kind = kind};
}

Route history(StreamKind kind, const std::string& one, const std::string& all) {
    return {.method = get,
            .pattern = "/v1/" + all + "/{id}/events",
            .needs = Right::history,
            .runs = OnReadPool{stream_events},
            .operation = {.id = "list" + capital(one) + "Events",
                          .tag = all,
                          .summary = "The history of one " + one + ", oldest first",
                          .answers = {{.status = 200,
                                       .content = {{kJson, "Event", true}},
                                       .headers = {"Link", "Cache-Control"}}}},
            .parameters = {"limit", "cursor", "after", "type", "known_at"},
            .kind = kind};
}

}  // namespace

std::vector<Route> stream_routes() {
    std::vector<Route> table;
    for (const StreamKind kind : {StreamKind::credential, StreamKind::holder,
                                  StreamKind::organization, StreamKind::program}) {
        const std::string one(events::kind_name(kind));
        const std::string all(collection_of(kind));
        for (auto route : {creation, listing, state, append, history})
            table.push_back(route(kind, one, all));
    }
    return table;
}

}  // namespace recert::http
