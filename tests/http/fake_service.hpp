// A service that records what it is asked and answers what the test lays down. `ask` is the
// synchronous way through handle(): no sockets, reads run in place.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "http/app.hpp"
#include "http/fake_backups.hpp"
#include "http/fake_ignorance.hpp"
#include "http/fake_notices.hpp"
#include "http/fake_papers.hpp"
#include "http/fake_sign_in.hpp"
#include "http/message.hpp"
#include "http/rates.hpp"
#include "service/service.hpp"

namespace recert::http::test {

inline constexpr std::string_view kToken = "good-token";

class FakeService : public service::Service {
  public:
    // How an append is answered; the default makes one event after version 16 at seq 1200.
    std::function<void(service::Append, std::function<void(Result<service::Appended>)>)> on_append;
    std::vector<service::Append> appends;
    bool revoked_all = false;  // no token is known any more
    service::Role role = service::Role::admin;
    std::optional<Error> failure;  // of every read, if set
    service::Page page;
    service::SweepState sweep;
    service::Vitals measured{};

    // What it was last asked.
    mutable service::When when;
    mutable service::EventsQuery query;
    mutable service::ListQuery listed{};
    mutable events::StreamName stream{};
    mutable std::string program;
    mutable std::int64_t version = 0;
    mutable service::PracticumsQuery practicums_query;
    mutable service::QuoteQuery quote_query;
    mutable service::WhatIfQuery what_if_query{};
    mutable service::Paging paging;
    mutable service::AccessesQuery asked_accesses{};
    mutable std::string tile_path{};  // level and path, or the bundle's path
    mutable std::pair<std::uint64_t, std::uint64_t> sizes{};
    mutable std::optional<std::uint64_t> size_wanted{};
    std::uint64_t signed_size = 1'300;  // when_signed() calls at once up to here
    std::vector<std::function<void()>> waiting{};
    std::string rebuilt;
    events::Json wanted;
    std::string revoked;
    service::ClockState time{};
    mutable FakeSignIn door{};
    std::vector<service::Append> erasures{};
    service::EvidenceFile filed{};  // what was put last, and what a read answers

    void append(service::Append request,
                std::function<void(Result<service::Appended>)> done) override;
    Result<events::Json> representation(const service::Appended& appended,
                                        const service::Principal& reader) const override;
    Result<service::State> state(const events::StreamName& name, const service::When& at,
                                 const service::Principal& reader) const override;
    Result<service::Page> list(const service::ListQuery& asked,
                               const service::Principal& reader) const override;
    Result<service::Page> events(const service::EventsQuery& asked,
                                 const service::Principal& reader) const override;
    Result<events::Json> event(Seq seq, const service::Principal& reader) const override;
    Result<std::string> entry(Seq seq, const service::Principal& reader) const override;
    Result<events::Json> openings(Seq seq, const service::Principal& reader) const override;
    Result<std::string> checkpoint() const override;
    std::string verifier_keys() const override { return "fake+00000000+AQ==\n"; }
    Result<std::string> tile(std::string_view level, std::string_view path) const override;
    Result<std::string> bundle(std::string_view path,
                               const service::Principal& reader) const override;
    Result<events::Json> consistency(std::uint64_t older, std::uint64_t newer) const override;
    Result<service::Receipt> receipt(Seq seq, std::optional<std::uint64_t> size,
                                     const service::Principal& reader) const override;
    void when_signed(Seq seq, std::function<void()> then) override;
    Result<service::Page> practicums(const std::string& id, const service::PracticumsQuery& asked,
                                     const service::Principal& reader) const override;
    Result<service::Page> rules(const std::string& id, const service::When& at,
                                const service::Paging& asked,
                                const service::Principal& reader) const override;
    Result<service::State> rules_version(const std::string& id, std::int64_t asked,
                                         const service::When& at,
                                         const service::Principal& reader) const override;
    Result<service::State> quote(const std::string& id, const service::QuoteQuery& asked,
                                 const service::Principal& reader) const override;
    Result<service::Page> what_if(const std::string& id, const service::WhatIfQuery& asked,
                                  const service::Principal& reader) const override;
    Result<service::Principal> authenticate(std::string_view token) const override;
    Result<events::Json> create_token(const service::Principal& by,
                                      const events::Json& body) override;
    Result<service::Page> tokens(const service::Principal& by,
                                 const service::Paging& asked) const override;
    Result<events::Json> token(const service::Principal& by, const std::string& id) const override;
    Status revoke_token(const service::Principal& by, const std::string& id) override;
    Result<service::Page> accesses(const service::AccessesQuery& asked,
                                   const service::Principal& reader) const override;
    mutable FakeBackups its_backups{};
    service::Backups& backups() const override { return its_backups; }
    service::SignIn& sign_in() const override { return door; }
    std::unique_ptr<FakePapers> its_papers = std::make_unique<FakePapers>();
    std::unique_ptr<service::Badges> its_badges = std::make_unique<NoBadges>();
    std::unique_ptr<service::Calendars> its_calendars = std::make_unique<NoCalendars>();
    std::unique_ptr<service::Verifications> its_verifications = std::make_unique<NoVerifications>();
    std::unique_ptr<FakeNotices> its_notices = std::make_unique<FakeNotices>();
    std::unique_ptr<service::Reports> its_reports = std::make_unique<NoReports>();
    service::Papers& papers() const override { return *its_papers; }
    service::Badges& badges() const override { return *its_badges; }
    service::Calendars& calendars() const override { return *its_calendars; }
    service::Verifications& verifications() const override { return *its_verifications; }
    service::Notices& notices() const override { return *its_notices; }
    service::Reports& reports() const override { return *its_reports; }
    Result<service::Erased> erase(service::Append request) override;
    Result<bool> put_evidence(const service::EvidenceFile& file,
                              const service::Principal& by) override;
    Result<service::EvidenceFile> evidence(const std::string& holder, const std::string& sha256,
                                           const service::Principal& reader) const override;
    Result<service::Page> projections(const service::Principal& reader) const override;
    Status rebuild(const service::Principal& by, std::string_view projection) override;
    service::ClockState clock() const override;
    Result<service::ClockState> put_clock_forward(const service::Principal& by,
                                                  events::Instant to) override;
    Status ready() const override;
    Result<service::SweepState> sweep_state() const override;
    service::Vitals vitals() const override { return measured; }
    std::uint64_t size() const override { return 0; }
    void on_growth(std::function<void()>) override {}
};

service::Appended appended_to(const service::Append& request);

inline const Reads kAtOnce = [](const std::function<void()>& job) { job(); };

struct Ask {
    Method method = Method::get;
    std::string target{};
    std::string body{};
    RequestHeaders headers{.authorization = "Bearer good-token",
                           .content_type = "application/json"};
    bool is_local = false;
    std::shared_ptr<Rates> rates{};
};
Response ask(FakeService& service, const Ask& what);
Response get(FakeService& service, const std::string& target);
Response post(FakeService& service, const std::string& target, const std::string& body);

events::Json json_of(const Response& response);

}  // namespace recert::http::test
