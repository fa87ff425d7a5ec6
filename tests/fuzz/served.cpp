#include "fuzz/served.hpp"

#include <chrono>
#include <condition_variable>
#include <fstream>
#include <future>
#include <map>
#include <mutex>

#include "fuzz/fuzz.hpp"
#include "http/body.hpp"
#include "http/router.hpp"
#include "service/ledger_service.hpp"
#include "support/scratch_directory.hpp"

namespace recert::fuzz {

using events::Json;
using http::Response;

namespace {

constexpr unsigned kRequestsMax = 4'000;
constexpr auto kReplyWithin = std::chrono::seconds(20);
constexpr auto kGrowthWithin = std::chrono::milliseconds(200);  // what a live feed waits for
constexpr std::size_t kPiecesMax = 10'000;

const service::Principal kStaff{service::Role::staff, "sue"};

struct Told {
    const char* stream;
    const char* type;
    const char* on;
    const char* data;
};
constexpr Told kTold[] = {
    {"program/cptm", "practicum.scheduled", "2023-01-02",
     R"({"practicum": "p-2024", "starts_on": "2024-03-04", "ends_on": "2024-03-08",
         "format": "virtual"})"},
    {"organization/acme", "organization.registered", "2023-01-02",
     R"({"name": "Acme", "kind": "company"})"},
    {"holder/ada", "holder.registered", "2023-01-02",
     R"({"name": "Ada Lovelace", "email": "ada@example.org"})"},
    {"holder/bo", "holder.registered", "2023-01-02",
     R"({"name": "Bo", "email": "bo@example.org"})"},
    {"credential/c-1", "credential.registered", "2024-01-10",
     R"({"program": "cptm", "holder": "ada", "practicum": "p-2024"})"},
    {"credential/c-2", "credential.registered", "2024-01-10",
     R"({"program": "pmp", "holder": "bo"})"},
    {"credential/c-2", "exam.passed", "2024-02-01", R"({"score": 80})"},
    {"credential/c-2", "cpe.logged", "2024-05-01",
     R"({"activity": "a-1", "title": "Webinar", "completed_on": "2024-05-01", "credit": 2,
         "category": "education.power-skills"})"},
};

// Rings when woken, from any thread.
class Woken {
  public:
    http::Wake wake() {
        return [state = state_] {
            const std::lock_guard lock(state->mutex);
            state->is_woken = true;
            state->changed.notify_all();
        };
    }
    bool within(std::chrono::milliseconds most) {
        std::unique_lock lock(state_->mutex);
        const bool is_woken =
            state_->changed.wait_for(lock, most, [this] { return state_->is_woken; });
        state_->is_woken = false;
        return is_woken;
    }

  private:
    struct State {
        std::mutex mutex;
        std::condition_variable changed;
        bool is_woken = false;
    };
    std::shared_ptr<State> state_ = std::make_shared<State>();
};

// A feed of what is still to come ends when nothing does.
std::string whole_body(http::BodySource& source, Woken& woken) {
    std::string body;
    bool is_drained = false;
    for (std::size_t pieces = 0; pieces < kPiecesMax; ++pieces) {
        const http::Next next = source.next();
        if (const auto* piece = std::get_if<std::string>(&next)) {
            expect(!piece->empty(), "a piece is not empty");
            body += *piece;
            continue;
        }
        if (!std::holds_alternative<http::Wait>(next)) return body;
        if (woken.within(kGrowthWithin)) continue;
        if (is_drained) break;
        source.drain();
        is_drained = true;
    }
    return body;
}

void check(const Response& response) {
    expect(response.status >= 200 && response.status < 600, "a status is one of HTTP's");
    expect(response.status < 500 || response.status == 503, "the service does not fail");
    if (response.content_type == http::kJson || response.content_type == http::kProblemJson)
        expect(events::parse(response.body).has_value(), "what is said to be JSON is");
    if (response.content_type == http::kProblemJson) {
        const auto problem = events::parse(response.body).value();
        expect(problem.contains("code") && problem.contains("detail"), "a problem has a code");
        expect(problem["status"] == response.status, "a problem tells its status");
    }
}

}  // namespace

struct Served::World {
    World() {
        service::ServiceOptions options;
        options.data = directory.path() / "data";
        options.origin = "fuzz.example";
        options.sync = false;
        options.disk_reserve_bytes = 0;
        auto opened = service::LedgerService::open(options);
        expect(opened.has_value(), "the service opens");
        service = std::move(*opened);
        for (const Told& told : kTold) tell(told);
        for (const char* role : {"staff", "auditor", "holder", "integration"}) add_token(role);
        std::ifstream(service::admin_token_path(options.data)) >> tokens["admin"];
    }

    void tell(const Told& told) {
        service::Append request;
        request.principal = kStaff;
        request.stream = events::parse_stream_name(told.stream).value();
        request.drafts = {{told.type, told.on, Json::parse(told.data), ""}};
        request.creates = std::string_view(told.type).ends_with(".registered");
        std::promise<Result<service::Appended>> answer;
        auto waited = answer.get_future();
        service->append(std::move(request), [&](auto appended) { answer.set_value(appended); });
        const auto appended = waited.get();
        if (!appended) std::cerr << appended.error().message << '\n';
        expect(appended.has_value(), "the world is as it should be");
    }

    void add_token(const std::string& role) {
        Json wanted = {{"role", role}, {"subject", role == "holder" ? "ada" : role}};
        if (role == "integration") wanted["types"] = {"cpe.logged", "exam.passed"};
        const auto made = service->create_token({service::Role::admin, "root"}, wanted);
        expect(made.has_value(), "a token is made");
        tokens[role] = (*made)["token"];
    }

    http::App app() const {
        return {service.get(), [](const std::function<void()>& job) { job(); }, followers, traffic,
                ""};
    }

    support::ScratchDirectory directory;
    std::unique_ptr<service::LedgerService> service;
    std::map<std::string, std::string, std::less<>> tokens;  // by role
    std::shared_ptr<http::Followers> followers = std::make_shared<http::Followers>(4);
    std::shared_ptr<http::Traffic> traffic = std::make_shared<http::Traffic>();
};

Served::Served() : world_(std::make_unique<World>()) {}
Served::~Served() = default;

Served& Served::instance() {
    static Served served;
    return served;
}

Response Served::ask(http::Request request, const Pieces& pieces) {
    if (++requests_ % kRequestsMax == 0) world_ = std::make_unique<World>();
    // An input names a role where a request has a token, which no input could guess.
    std::string authorization(request.headers.authorization);
    constexpr std::string_view kScheme = "Bearer ";
    if (authorization.starts_with(kScheme)) {
        const auto token = world_->tokens.find(authorization.substr(kScheme.size()));
        if (token != world_->tokens.end()) authorization = std::string(kScheme) + token->second;
    }
    request.headers.authorization = authorization;

    auto reply = std::make_shared<std::promise<Response>>();
    auto waited = reply->get_future();
    http::handle(request, world_->app(), [reply](Response response) {
        reply->set_value(std::move(response));  // throws when it comes twice
    });
    expect(waited.wait_for(kReplyWithin) == std::future_status::ready, "a reply comes");
    Response response = waited.get();
    if (response.source) {
        Woken woken;
        response.source->begin(world_->app().reads, woken.wake());
        if (response.sink) pieces(*response.sink);
        response.body = whole_body(*response.source, woken);
    }
    check(response);
    return response;
}

}  // namespace recert::fuzz
