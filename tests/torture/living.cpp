// What a life does in its own process.
#include <unistd.h>

#include <thread>

#include "service/backups.hpp"
#include "torture/clients.hpp"
#include "torture/life.hpp"
#include "torture/restart.hpp"

namespace recert::torture {

namespace {

constexpr std::uint64_t kEndless = std::uint64_t{1} << 40;
constexpr std::uint64_t kAhead = 4;  // answers, of what is asked
constexpr std::chrono::milliseconds kBetweenRebuilds{5};
constexpr std::chrono::milliseconds kBetweenBackups{5};

// One write, so that a line is there whole or not at all.
void tell(const std::string& line) {
    const std::string whole = line + '\n';
    if (::write(STDOUT_FILENO, whole.data(), whole.size()) < 0) ::_exit(1);
}

[[noreturn]] void end(const std::string& why) {
    tell("# " + why);
    ::_exit(1);
}

bool hear(const std::string& key, const Result<service::Appended>& outcome) {
    if (!outcome) end(key + ": " + outcome.error().message);
    tell(key + ' ' + std::to_string(outcome->first.value) + ' ' + outcome->entries.front());
    return true;
}

// Broken: the answer leaves before anything is durable.
[[noreturn]] void answer_early(service::Service& service, const std::string& life) {
    std::vector<std::thread> clients;
    for (unsigned client = 0; client < kClients; ++client)
        clients.emplace_back([&service, &life, client] {
            for (std::uint64_t number = 0; number < kEndless; ++number) {
                tell(key_of(life, client, number));
                if (number < kAhead) continue;
                const std::string key = key_of(life, client, number - kAhead);
                if (!ask(service, logging(key))) end("an append was refused");
            }
        });
    for (std::thread& client : clients) client.join();
    end("its clients have ended");
}

void rebuild_again_and_again(service::Service& service) {
    const service::Principal admin{service::Role::admin, "torture"};
    for (std::uint64_t count = 0; count < kEndless; ++count) {
        std::this_thread::sleep_for(kBetweenRebuilds);
        const Status begun = service.rebuild(admin, "register");
        if (!begun && begun.error().code != ErrorCode::rebuild_under_way)
            end(begun.error().message);
    }
}

void back_up_again_and_again(service::Service& service) {
    const service::Principal admin{service::Role::admin, "torture"};
    for (std::uint64_t count = 0; count < kEndless; ++count) {
        std::this_thread::sleep_for(kBetweenBackups);
        if (const auto begun = service.backups().begin(admin); !begun) end(begun.error().message);
    }
}

}  // namespace

std::optional<LifeOrder> life_asked_for(const std::vector<std::string>& arguments) {
    if (arguments.size() < 3 || arguments[0] != "--life") return std::nullopt;
    LifeOrder order{arguments[1], arguments[2]};
    for (const std::string& word : arguments) {
        order.rebuilds = order.rebuilds || word == "rebuilds";
        order.backs_up = order.backs_up || word == "backs-up";
        order.answers_early = order.answers_early || word == "early";
    }
    return order;
}

void live(const LifeOrder& order) {
    service::ServiceOptions options = options_of(order.data);
    const std::filesystem::path beside = order.data.parent_path();
    if (order.backs_up) options.backups = {beside / "backups", beside / "backups-of-keys"};
    const auto opened = service::LedgerService::open(options);
    if (!opened) end(opened.error().message);
    service::LedgerService& service = **opened;
    if (const Status prepared = prepare(service); !prepared) end(prepared.error().message);
    tell("# ready");
    if (order.answers_early) answer_early(service, order.name);
    Clients clients(service, order.name, kEndless, hear);
    if (order.rebuilds) rebuild_again_and_again(service);
    if (order.backs_up) back_up_again_and_again(service);
    clients.wait();
    end("its clients have ended");
}

}  // namespace recert::torture
