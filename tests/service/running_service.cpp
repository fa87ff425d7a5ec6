#include "service/running_service.hpp"

#include <catch2/catch.hpp>

#include "events/codec.hpp"
#include "events/json.hpp"

namespace recert::testing {

using events::Json;
using service::Appended;

std::string SeededRandomness::bytes(std::size_t count) {
    const std::lock_guard lock(mutex_);
    std::string out;
    while (out.size() < count) out += static_cast<char>(engine_() & 0xFF);
    return out;
}

service::Principal holder(const std::string& id) { return {service::Role::holder, id}; }

service::Draft draft(const std::string& type, const Json& data,
                     const std::optional<std::string>& at) {
    return {type, at, data, ""};
}

// No assertion here: it is called from many threads, and Catch is one thread's.
events::StreamName stream(const std::string& text) {
    return events::parse_stream_name(text).value();
}

service::Append appending(const std::string& name, std::vector<service::Draft> drafts,
                          const service::Principal& who) {
    service::Append request;
    request.principal = who;
    request.stream = stream(name);
    request.drafts = std::move(drafts);
    return request;
}

std::vector<std::string> types_of(const Appended& appended) {
    std::vector<std::string> out;
    for (const std::string& entry : appended.entries)
        out.push_back(events::parse(entry).value()["type"]);
    return out;
}

RunningService::RunningService(const std::string& now)
    : clock_(std::make_shared<ManualClock>(now)) {
    options.data = directory_.path() / "data";
    options.origin = "test.example";
    options.clock = clock_;
    options.randomness = std::make_shared<SeededRandomness>(1);
}

void RunningService::open(std::shared_ptr<rocksdb::FileSystem> file_system) {
    options.file_system = std::move(file_system);
    auto opened = service::LedgerService::open(options);
    if (!opened) FAIL(opened.error().message);
    service_ = std::move(*opened);
}

void RunningService::reopen() {
    close();
    open(options.file_system);
}

Result<Appended> RunningService::append(service::Append request) {
    auto promise = std::make_shared<std::promise<Result<Appended>>>();
    auto answer = promise->get_future();
    service_->append(std::move(request),
                     [promise](Result<Appended> outcome) { promise->set_value(outcome); });
    return answer.get();
}

Result<Appended> RunningService::create(const std::string& name, const Json& data,
                                        const std::string& at, const service::Principal& who) {
    const auto type = events::first_type(stream(name).kind);
    auto request = appending(name, {draft(std::string(type), data)}, who);
    if (!at.empty()) request.drafts.front().occurred_at = at;
    request.creates = true;
    return append(std::move(request));
}

Result<Appended> RunningService::tell(const std::string& name, const std::string& type,
                                      const std::string& at, const Json& data,
                                      const service::Principal& who) {
    auto request = appending(name, {draft(type, data)}, who);
    if (!at.empty()) request.drafts.front().occurred_at = at;
    return append(std::move(request));
}

void RunningService::candidate(const std::string& id) {
    tell("program/cptm", "practicum.scheduled", "2023-01-02",
         {{"practicum", "p-2024"},
          {"starts_on", "2024-03-04"},
          {"ends_on", "2024-03-08"},
          {"format", "virtual"}});
    REQUIRE(create("holder/" + id, {{"name", "Name of " + id}, {"email", id + "@example.org"}},
                   "2023-01-02"));
    REQUIRE(create("credential/" + id,
                   {{"program", "cptm"}, {"holder", id}, {"practicum", "p-2024"}}, "2024-01-10"));
}

Result<Appended> RunningService::awarded(const std::string& id) {
    candidate(id);
    const std::string name = "credential/" + id;
    for (int module = 1; module <= 10; ++module)
        REQUIRE(tell(name, "module.completed", "2024-02-20", {{"module", module}}));
    REQUIRE(tell(name, "practicum.attended", "2024-03-08",
                 {{"practicum", "p-2024"}, {"complete", true}}));
    return tell(name, "exam.passed", "2024-03-08", {{"score", 88}});
}

Json RunningService::standing(const std::string& id, const std::string& as_of) {
    service::When when;
    if (!as_of.empty()) when.as_of = as_of;
    const auto state = service_->state(stream("credential/" + id), when, kStaff);
    if (!state) FAIL(state.error().message);
    return state->body;
}

std::uint64_t RunningService::size() {
    service::EventsQuery query;
    query.limit = 1'000;
    std::uint64_t next = 0;
    for (;;) {
        const auto page = service_->events(query, kAdmin);
        REQUIRE(page);
        if (!page->items.empty()) next = page->items.back()["seq"].get<std::uint64_t>() + 1;
        if (!page->next) return next;
        query.cursor = page->next;
    }
}

}  // namespace recert::testing
