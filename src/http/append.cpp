#include "http/append.hpp"

#include <memory>

#include "http/access_log.hpp"
#include "http/collections.hpp"
#include "http/drafts.hpp"
#include "http/entity_tag.hpp"
#include "http/receipts.hpp"
#include "http/request_headers.hpp"

namespace recert::http {

namespace {

using service::Append;
using service::Appended;

// What is needed when the service answers; the call is gone by then.
struct Pending {
    App app;
    service::Principal principal;
    bool creates;
    bool is_single;  // one event was sent
    bool minimal;
    Answer answer;
};

std::string minimal_body(const Appended& appended) {
    return "{\"first_seq\":" + std::to_string(appended.first.value) +
           ",\"last_seq\":" + std::to_string(appended.last.value) +
           ",\"version\":" + std::to_string(appended.version.value) + "}";
}

Response response_to(const Pending& pending, const Appended& appended, std::string body) {
    Response response{.status = appended.dry_run ? 200 : 201, .content_type = kJson};
    response.body = std::move(body);
    response.headers.push_back({"Cache-Control", "no-store"});
    if (appended.dry_run) return response;
    response.headers.push_back({"ETag", entity_tag(appended.version)});
    if (pending.creates) response.headers.push_back({"Location", path_of(appended.stream)});
    if (pending.is_single) response.headers.push_back({"Receipt", receipt_path(appended.first)});
    if (appended.replayed) response.headers.push_back({"Idempotent-Replayed", "true"});
    return response;
}

Response minimal(const Pending& pending, const Appended& appended) {
    Response response = response_to(pending, appended, minimal_body(appended));
    response.headers.push_back({"Preference-Applied", "return=minimal"});
    return response;
}

Result<Response> whole(const Pending& pending, const Appended& appended) {
    const auto body = pending.app.service->representation(appended, pending.principal);
    if (body) return response_to(pending, appended, events::canonical(*body));
    if (appended.dry_run) return tl::unexpected<Error>(body.error());
    // The events are durable: saying less is true, saying 500 would invite a second append.
    log_failure("append", "", body.error().message);
    return minimal(pending, appended);
}

void answer_whole(std::shared_ptr<Pending> pending, Appended appended) {
    // The job holds no App: a queue that held its own pool would never be freed.
    const Reads reads = std::exchange(pending->app.reads, nullptr);
    reads([pending = std::move(pending), appended = std::move(appended)] {
        Result<Response> response;
        try {
            response = whole(*pending, appended);
        } catch (const std::exception& failure) {
            log_failure("append", "", failure.what());
            response = minimal(*pending, appended);
        }
        pending->answer(std::move(response));
    });
}

void submit(const Call& call, Append append, Answer answer) {
    auto pending = std::make_shared<Pending>(
        Pending{call.app, append.principal, append.creates, append.drafts.size() == 1,
                prefers_minimal(call.request.headers.prefer), std::move(answer)});
    auto done = [pending = std::move(pending)](Result<Appended> appended) mutable {
        if (!appended) return pending->answer(tl::unexpected<Error>(std::move(appended.error())));
        if (pending->minimal) return pending->answer(minimal(*pending, *appended));
        answer_whole(std::move(pending), std::move(*appended));
    };
    call.app.service->append(std::move(append), std::move(done));
}

}  // namespace

Result<Append> append_of(const Call& call) {
    Append append;
    append.principal = *call.principal;
    append.stream = call.stream();
    const auto dry_run = flag(call, "dry_run");
    if (!dry_run) return tl::unexpected<Error>(dry_run.error());
    append.dry_run = *dry_run;
    const auto expected = expected_version(call.request.headers.if_match);
    if (!expected) return tl::unexpected<Error>(expected.error());
    append.expected = *expected;
    auto key = idempotency_key(call.request.headers.idempotency_key);
    if (!key) return tl::unexpected<Error>(std::move(key.error()));
    if (*key) {
        std::string request = call.target.path;
        request.append(1, '\n').append(call.request.body);
        append.idempotency = service::Idempotency{std::move(**key), std::move(request)};
    }
    return append;
}

void create_stream(const Call& call, Answer answer) {
    auto append = append_of(call);
    if (!append) return answer(tl::unexpected<Error>(std::move(append.error())));
    auto creation = parse_creation(call.request.body, call.kind);
    if (!creation) return answer(tl::unexpected<Error>(std::move(creation.error())));
    append->creates = true;
    append->stream.id = std::move(creation->id);
    append->drafts.push_back(std::move(creation->draft));
    submit(call, std::move(*append), std::move(answer));
}

void append_events(const Call& call, Answer answer) {
    if (!events::is_id(call.id)) return answer(fail(ErrorCode::not_found, "there is no such id"));
    auto append = append_of(call);
    if (!append) return answer(tl::unexpected<Error>(std::move(append.error())));
    auto drafts = parse_drafts(call.request.body);
    if (!drafts) return answer(tl::unexpected<Error>(std::move(drafts.error())));
    append->drafts = std::move(*drafts);
    submit(call, std::move(*append), std::move(answer));
}

}  // namespace recert::http
