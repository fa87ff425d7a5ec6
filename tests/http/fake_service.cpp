#include "http/fake_service.hpp"

#include <stdexcept>

#include "http/body.hpp"
#include "http/router.hpp"

namespace recert::http::test {

using events::Json;

namespace {

constexpr std::size_t kUploadPieceBytes = std::size_t{64} << 10;

}  // namespace

service::Appended appended_to(const service::Append& request) {
    service::Appended appended;
    appended.stream = request.stream;
    if (appended.stream.id.empty()) appended.stream.id = "made-by-the-service";
    appended.first = Seq{1200};
    appended.last = Seq{1200 + request.drafts.size() - 1};
    appended.version = StreamVersion{16 + request.drafts.size()};
    appended.dry_run = request.dry_run;
    return appended;
}

void FakeService::append(service::Append request,
                         std::function<void(Result<service::Appended>)> done) {
    if (on_append) return on_append(std::move(request), std::move(done));
    appends.push_back(std::move(request));
    done(appended_to(appends.back()));
}

Result<Json> FakeService::representation(const service::Appended& appended,
                                         const service::Principal& reader) const {
    if (failure) return tl::unexpected<Error>(*failure);
    return Json{{"events", {{{"seq", appended.first.value}}}}, {"reader", reader.subject}};
}

Result<service::State> FakeService::state(const events::StreamName& name, const service::When& at,
                                          const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    stream = name;
    when = at;
    return service::State{{{"id", name.id}, {"as_of", at.as_of.value_or("today")}},
                          StreamVersion{17}};
}

Result<service::Page> FakeService::list(const service::ListQuery& asked,
                                        const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    listed = asked;
    return page;
}

Result<service::Page> FakeService::events(const service::EventsQuery& asked,
                                          const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    query = asked;
    return page;
}

Result<Json> FakeService::event(Seq seq, const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    return Json{{"seq", seq.value}};
}

Result<std::string> FakeService::entry(Seq seq, const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    return R"({"seq":)" + std::to_string(seq.value) + "}";
}

Result<Json> FakeService::openings(Seq seq, const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    return Json{{"openings", {{{"seq", seq.value}, {"pointer", "/data/title"}, {"key", "AA"}}}}};
}

Result<std::string> FakeService::checkpoint() const {
    if (failure) return tl::unexpected<Error>(*failure);
    return "fake\n" + std::to_string(signed_size) + "\n";
}

Result<std::string> FakeService::tile(std::string_view level, std::string_view path) const {
    if (failure) return tl::unexpected<Error>(*failure);
    tile_path = std::string(level).append("/").append(path);
    return std::string(32, '\0');
}

Result<std::string> FakeService::bundle(std::string_view path, const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    tile_path = path;
    return std::string("\0\2{}", 4);
}

Result<Json> FakeService::consistency(std::uint64_t older, std::uint64_t newer) const {
    if (failure) return tl::unexpected<Error>(*failure);
    sizes = {older, newer};
    return Json{{"hashes", Json::array()}};
}

Result<service::Receipt> FakeService::receipt(Seq seq, std::optional<std::uint64_t> size,
                                              const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    size_wanted = size;
    return service::Receipt{"index " + std::to_string(seq.value) + "\n",
                            size.value_or(signed_size)};
}

void FakeService::when_signed(Seq seq, std::function<void()> then) {
    if (seq.value < signed_size) return then();
    waiting.push_back(std::move(then));
}

Result<service::Page> FakeService::practicums(const std::string& id,
                                              const service::PracticumsQuery& asked,
                                              const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    program = id;
    practicums_query = asked;
    return page;
}

Result<service::Page> FakeService::rules(const std::string& id, const service::When& at,
                                         const service::Paging& asked,
                                         const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    program = id;
    when = at;
    paging = asked;
    return page;
}

Result<service::State> FakeService::rules_version(const std::string& id, std::int64_t asked,
                                                  const service::When& at,
                                                  const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    program = id;
    version = asked;
    when = at;
    return service::State{{{"version", asked}}, {3}};
}

Result<service::State> FakeService::quote(const std::string& id, const service::QuoteQuery& asked,
                                          const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    program = id;
    quote_query = asked;
    return service::State{{{"seats", asked.seats}}, {5}};
}

Result<service::Page> FakeService::what_if(const std::string& id, const service::WhatIfQuery& asked,
                                           const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    program = id;
    what_if_query = asked;
    return page;
}

Result<service::Principal> FakeService::authenticate(std::string_view token) const {
    if (token == kToken && !revoked_all) return service::Principal{role, "sam"};
    return fail(ErrorCode::unauthenticated, "the token is unknown");
}

Result<Json> FakeService::create_token(const service::Principal&, const Json& body) {
    wanted = body;
    return Json{{"id", "t1"}, {"token", "shown-once"}};
}

Result<service::Page> FakeService::tokens(const service::Principal&,
                                          const service::Paging& asked) const {
    paging = asked;
    return page;
}

Result<Json> FakeService::token(const service::Principal&, const std::string& id) const {
    if (failure) return tl::unexpected<Error>(*failure);
    return Json{{"id", id}, {"role", "staff"}};
}

Status FakeService::revoke_token(const service::Principal&, const std::string& id) {
    revoked = id;
    if (failure) return tl::unexpected<Error>(*failure);
    return {};
}

Result<service::Page> FakeService::accesses(const service::AccessesQuery& asked,
                                            const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    asked_accesses = asked;
    return page;
}

Result<service::Erased> FakeService::erase(service::Append request) {
    if (failure) return tl::unexpected<Error>(*failure);
    erasures.push_back(std::move(request));
    return service::Erased{{erasures.back().stream.id, "old"}, appended_to(erasures.back())};
}

Result<bool> FakeService::put_evidence(const service::EvidenceFile& file,
                                       const service::Principal&) {
    if (failure) return tl::unexpected<Error>(*failure);
    const bool is_new = filed.sha256 != file.sha256;
    filed = file;
    return is_new;
}

Result<service::EvidenceFile> FakeService::evidence(const std::string&, const std::string&,
                                                    const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    return filed;
}

Result<service::Page> FakeService::projections(const service::Principal&) const {
    if (failure) return tl::unexpected<Error>(*failure);
    return page;
}

Status FakeService::rebuild(const service::Principal&, std::string_view projection) {
    if (failure) return tl::unexpected<Error>(*failure);
    rebuilt = projection;
    return {};
}

service::ClockState FakeService::clock() const { return time; }

Result<service::ClockState> FakeService::put_clock_forward(const service::Principal&,
                                                           events::Instant to) {
    if (failure) return tl::unexpected<Error>(*failure);
    time = {true, to, to - time.now};
    return time;
}

Status FakeService::ready() const {
    if (failure) return tl::unexpected<Error>(*failure);
    return {};
}

Result<service::SweepState> FakeService::sweep_state() const {
    if (failure) return tl::unexpected(*failure);
    return sweep;
}

namespace {
constexpr std::size_t kFollowersMax = 2;
}

// As the session does it: a body that is taken as it comes is not in the request.
Response ask(FakeService& service, const Ask& what) {
    const App app{&service,
                  kAtOnce,
                  std::make_shared<Followers>(kFollowersMax),
                  std::make_shared<Traffic>(),
                  "",
                  what.rates};
    std::vector<Response> replies;
    const Request request{what.method, what.target, what.body, what.headers,
                          Client{.is_local = what.is_local}};
    handle(request, app, [&](Response response) { replies.push_back(std::move(response)); });
    if (replies.size() != 1) throw std::logic_error("a reply comes exactly once");
    if (!replies.front().upload) return std::move(replies.front());
    const auto upload = replies.front().upload;
    upload->begin([&](Response response) { replies.push_back(std::move(response)); });
    const std::string_view body = what.body;
    for (std::size_t at = 0; at < body.size() && upload->has_room(); at += kUploadPieceBytes)
        upload->take(body.substr(at, kUploadPieceBytes));
    if (upload->has_room()) upload->end({});
    if (replies.size() != 2) throw std::logic_error("an upload is answered exactly once");
    return std::move(replies.back());
}

Response get(FakeService& service, const std::string& target) {
    return ask(service, {.target = target});
}

Response post(FakeService& service, const std::string& target, const std::string& body) {
    return ask(service, {.method = Method::post, .target = target, .body = body});
}

Json json_of(const Response& response) { return Json::parse(response.body); }

}  // namespace recert::http::test
