#include "torture/clients.hpp"

#include <future>

#include "events/event.hpp"

namespace recert::torture {

namespace {

using events::Json;
using service::Append;

// Made before is as good as made now.
Status made(const Result<service::Appended>& appended) {
    if (appended || appended.error().code == ErrorCode::already_exists) return {};
    return tl::unexpected(appended.error());
}

Status prepare(service::Service& service, const std::string& id) {
    Append holder = to_stream("holder/" + id, "holder.registered", "2019-12-02",
                              {{"name", "Name of " + id}, {"email", id + "@example.org"}});
    holder.creates = true;
    RECERT_TRY(made(ask(service, std::move(holder))));
    Append credential = to_stream("credential/" + id, "credential.registered", "2020-01-10",
                                  {{"program", "cptm"}, {"holder", id}, {"practicum", "t"}});
    credential.creates = true;
    return made(ask(service, std::move(credential)));
}

}  // namespace

Append to_stream(const std::string& stream, const std::string& type, const std::string& on,
                 Json data) {
    Append request;
    request.principal = {service::Role::staff, "torture"};
    request.stream = events::parse_stream_name(stream).value();
    request.drafts = {{type, on, std::move(data), ""}};
    return request;
}

Result<service::Appended> ask(service::Service& service, Append request) {
    auto answer = std::make_shared<std::promise<Result<service::Appended>>>();
    auto waited = answer->get_future();
    service.append(std::move(request), [answer](Result<service::Appended> outcome) {
        answer->set_value(std::move(outcome));
    });
    return waited.get();
}

Status prepare(service::Service& service, unsigned clients) {
    Append practicum = to_stream("program/cptm", "practicum.scheduled", "2015-01-02",
                                 {{"practicum", "t"},
                                  {"starts_on", "2020-03-02"},
                                  {"ends_on", "2020-03-06"},
                                  {"format", "virtual"}});
    practicum.idempotency = service::Idempotency{"practicum", "practicum"};
    RECERT_TRY(made(ask(service, std::move(practicum))));
    for (unsigned client = 0; client < clients; ++client)
        RECERT_TRY(prepare(service, credential_of(client)));
    return {};
}

std::string credential_of(unsigned client) { return "client-" + std::to_string(client); }

std::string key_of(const std::string& life, unsigned client, std::uint64_t number) {
    return life + '-' + std::to_string(client) + '-' + std::to_string(number);
}

Append logging(const std::string& key) {
    const std::size_t last = key.rfind('-');
    const std::size_t before = key.rfind('-', last - 1);
    const std::string client = key.substr(before + 1, last - before - 1);
    Append request = to_stream("credential/client-" + client, "cpe.logged", "2021-01-05",
                               {{"activity", key},
                                {"title", "Activity " + key},
                                {"completed_on", "2021-01-05"},
                                {"credit", 0.25}});
    request.idempotency = service::Idempotency{key, "logging " + key};
    return request;
}

Clients::Clients(service::Service& service, const std::string& life, std::uint64_t each, Hear hear,
                 unsigned clients) {
    for (unsigned client = 0; client < clients; ++client)
        threads_.emplace_back([this, &service, life, each, hear, client] {
            for (std::uint64_t number = 0; number < each && !is_stopping_.load(); ++number) {
                const std::string key = key_of(life, client, number);
                if (!hear(key, ask(service, logging(key)))) return;
            }
        });
}

Clients::~Clients() {
    stop();
    wait();
}

void Clients::wait() {
    for (std::thread& thread : threads_)
        if (thread.joinable()) thread.join();
}

}  // namespace recert::torture
