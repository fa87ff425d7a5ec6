#include "http/router.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <memory>

#include "http/access_log.hpp"
#include "http/browser_headers.hpp"
#include "http/identity.hpp"
#include "http/problem.hpp"
#include "http/rates.hpp"
#include "http/request_headers.hpp"
#include "http/route.hpp"
#include "service/access.hpp"

namespace recert::http {

namespace {

// `{…}` takes any one segment that is not empty; they come back in `taken`.
using Taken = std::array<std::string, 2>;

bool matches(const Route& route, const std::vector<std::string>& segments, Taken& taken) {
    std::string_view rest = std::string_view(route.pattern).substr(1);
    if (rest.empty()) return segments.empty();
    auto next = taken.begin();
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto end = std::min(rest.find('/'), rest.size());
        const auto wanted = rest.substr(0, end);
        if (wanted.starts_with('{') && !segments[i].empty())
            *next++ = segments[i];
        else if (wanted != segments[i])
            return false;
        if (route.takes_rest && end == rest.size()) {
            for (++i; i < segments.size(); ++i) next[-1].append("/").append(segments[i]);
            return true;
        }
        const bool is_last = i + 1 == segments.size();
        if (is_last || end == rest.size()) return is_last && end == rest.size();
        rest.remove_prefix(end + 1);
    }
    return false;
}

struct Match {
    const Route* route = nullptr;
    std::string allow{};   // methods of the path, when the path is known and the method is not
    bool is_open = false;  // the path, to some method
    bool any_origin = false;
};

Match find_route(Method method, const std::vector<std::string>& segments, Taken& taken) {
    Match match;
    const Route* first = nullptr;
    const Method wanted = method == Method::head ? Method::get : method;
    for (const Route& route : routes()) {
        if (!matches(route, segments, taken)) continue;
        if (route.method == wanted) return {&route};
        if (!first) first = &route;
        if (route.pattern != first->pattern) continue;  // a wider one, which is hidden by the first
        match.is_open = match.is_open || route.is_open();
        match.any_origin = match.any_origin || route.any_origin;
        if (!match.allow.empty()) match.allow += ", ";
        match.allow += method_name(route.method);
        if (route.method == Method::get) match.allow += ", HEAD";
    }
    if (!match.allow.empty()) match.allow += ", OPTIONS";
    return match;
}

Status check_parameters(const Route& route, const std::vector<Parameter>& query) {
    for (std::size_t i = 0; i < query.size(); ++i) {
        const std::string& name = query[i].name;
        const bool is_known = std::ranges::find(route.parameters, name) != route.parameters.end();
        if (!is_known && !route.ignores_others)
            return fail(ErrorCode::bad_parameter, "unknown query parameter: " + name.substr(0, 64));
        for (std::size_t earlier = 0; earlier < i; ++earlier)
            if (query[earlier].name == name)
                return fail(ErrorCode::bad_parameter, "repeated query parameter: " + name);
    }
    return {};
}

Status check_body(const Route& route, const Request& request) {
    std::string known;
    const auto& takes = route.operation.takes;
    const bool is_sent =
        !request.body.empty() || is_media_type(request.headers.content_type, kNdjson);
    if (takes.empty() && route.method != Method::get && is_sent)
        return fail(ErrorCode::unsupported_media_type, "this takes no body");
    for (const Content& each : takes) {
        if (is_media_type(request.headers.content_type, each.media)) return {};
        known.append(known.empty() ? "" : " or ").append(each.media);
    }
    if (known.empty()) return {};
    return fail(ErrorCode::unsupported_media_type, "send Content-Type: " + known);
}

// A path under /v1 says nothing to a stranger, not even whether it exists; unless it is open.
bool needs_token(const Match& match, const Call& call) {
    const auto& segments = call.target.segments;
    if (!match.route) return !segments.empty() && segments.front() == "v1" && !match.is_open;
    if (match.route->is_open_here) return !call.request.client.is_local;
    return !match.route->is_open();
}

// Where clients are sent is told as they know it, from outside.
void tell_public_url(Response& response, const std::string& public_url) {
    constexpr std::string_view kPaths[] = {"Location", "Content-Location", "Receipt"};
    for (Header& header : response.headers) {
        const bool is_path = header.value.starts_with('/');
        if (is_path && std::ranges::find(kPaths, header.name) != std::end(kPaths))
            header.value.insert(0, public_url);
        if (header.name == "Link") header.value.insert(1, public_url);  // after the <
    }
}

// Turns what a handler answers into what the client sees.
struct Finish {
    Reply reply;
    std::string request_id;
    std::string public_url;
    const Route* route = nullptr;
    std::optional<Allowance> allowance{};  // none: the client is not counted

    void operator()(Result<Response> result) const {
        send(result ? std::move(*result) : problem(result.error(), request_id));
    }
    void send(Response response) const {
        response.request_id = request_id;
        response.route = route;
        if (!public_url.empty()) tell_public_url(response, public_url);
        if (allowance) tell_allowance(response, *allowance);
        tell_browsers(response, route);
        reply(std::move(response));
    }
    void fail_with(const std::exception& failure) const {
        log_failure(route ? route->pattern : "", request_id, failure.what());
        send(internal_error(request_id));
    }
    // For what throws where nobody foresaw it: the one request fails, not the process.
    template <class Handler>
    void guarded(const Handler& handler) const {
        Result<Response> result;
        try {
            result = handler();
        } catch (const std::exception& failure) {
            return fail_with(failure);
        }
        (*this)(std::move(result));
    }
};

// Whoever has a good token is let in, however often others at the same address have guessed: their
// attempts are what is refused.
Status count(Rate rate, const Call& call, Finish& finish) {
    const Client& client = call.request.client;
    if (client.is_local || !call.app.rates) return {};
    finish.allowance = call.app.rates->count(rate, client.address,
                                             shown_secret(call.request.headers), Clock::now());
    if (finish.allowance->level.is_taken) return {};
    return fail(ErrorCode::rate_limited, "more than " + std::to_string(finish.allowance->quota) +
                                             " a minute: " + std::string(rate_name(rate)));
}

// Who asks, where only some may.
Status admit(const Match& match, Call& call, Finish& finish) {
    const Rate open_rate = match.route ? match.route->rate : Rate::address;
    if (!needs_token(match, call)) return count(open_rate, call, finish);
    auto principal = identify(call.request, call.app);
    const bool is_anonymous = shown_secret(call.request.headers).empty();
    const Rate rate_of_stranger = is_anonymous ? open_rate : Rate::sign_in;
    RECERT_TRY(count(principal ? Rate::token : rate_of_stranger, call, finish));
    if (!principal) return tl::unexpected<Error>(std::move(principal.error()));
    call.principal = std::move(*principal);
    return {};
}

// Which handler, asked by whom, null where only the methods are asked for; or why nobody is asked.
Result<const Route*> prepare(Call& call, Finish& finish, Match& match) {
    auto target = parse_target(call.request.target);
    if (!target) return tl::unexpected<Error>(std::move(target.error()));
    call.target = std::move(*target);
    if (const auto name = call.request.headers.repeated; !name.empty())
        return fail(ErrorCode::bad_parameter, "repeated header: " + std::string(name));
    Taken taken;
    match = find_route(call.request.method, call.target.segments, taken);
    finish.route = match.route;
    call.id = std::move(taken.front());
    call.sub_id = std::move(taken.back());
    RECERT_TRY(admit(match, call, finish));
    if (!match.route && match.allow.empty())
        return fail(ErrorCode::not_found, "there is nothing at this path");
    if (!match.route && call.request.method == Method::options) return nullptr;
    if (!match.route)
        return fail(ErrorCode::method_not_allowed, "this path takes " + match.allow + " only");
    call.kind = match.route->kind;
    if (call.principal)
        RECERT_TRY(service::may_use(*call.principal, match.route->needs.right(), call.kind));
    RECERT_TRY(check_parameters(*match.route, call.target.query));
    RECERT_TRY(check_body(*match.route, call.request));
    return match.route;
}

void run(const Here& here, Call call, const Finish& finish) {
    finish.guarded([&] { return here.handler(call); });
}

void run(const OnReadPool& pool, Call call, const Finish& finish) {
    const Reads& reads = call.app.reads;
    reads([handler = pool.handler, call = std::make_shared<const Call>(std::move(call)), finish] {
        finish.guarded([&] { return handler(*call); });
    });
}

void run(const Later& later, const Call& call, const Finish& finish) {
    later.handler(call, finish);
}

}  // namespace

void handle(const Request& request, const App& app, Reply reply) {
    Finish finish{std::move(reply), request_id(request.headers.request_id), app.public_url};
    try {
        Call call{.request = request,
                  .app = app,
                  .target = {},
                  .id = {},
                  .sub_id = {},
                  .principal = {},
                  .request_id = finish.request_id};
        Match match;
        const auto route = prepare(call, finish, match);
        if (route && !*route) return finish.send(options(std::move(match.allow), match.any_origin));
        if (route)
            return std::visit([&](const auto& way) { run(way, std::move(call), finish); },
                              (*route)->runs);
        Response refusal = problem(route.error(), finish.request_id);
        if (refusal.refusal == ErrorCode::method_not_allowed)
            refusal.headers.push_back({"Allow", std::move(match.allow)});
        finish.send(std::move(refusal));
    } catch (const std::exception& failure) {
        finish.fail_with(failure);
    }
}

}  // namespace recert::http
