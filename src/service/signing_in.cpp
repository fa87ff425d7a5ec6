#include "service/signing_in.hpp"

#include "privacy/cipher.hpp"
#include "service/access.hpp"

namespace recert::service {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::minutes kTidyPeriod{1};
constexpr std::chrono::seconds kLookPeriod{1};  // whether keys are to be fetched

tl::unexpected<Error> no_issuer() {
    return fail(ErrorCode::not_found, "there is no issuer to sign in at");
}

}  // namespace

Result<std::unique_ptr<SigningIn>> SigningIn::open(const std::optional<IssuerOptions>& issuer,
                                                   const std::filesystem::path& data,
                                                   ledger::Log& log, Accesses& accesses,
                                                   const Clock& clock) {
    auto opened = std::unique_ptr<SigningIn>(new SigningIn(log, accesses, clock));
    if (issuer) {
        auto known = Issuer::open(*issuer, data, clock);
        if (!known) return tl::unexpected(known.error());
        opened->issuer_ = std::move(*known);
    }
    if (issuer && !issuer->client_id.empty()) {
        auto flow = CodeFlow::open(*issuer, *opened->issuer_, clock);
        if (!flow) return tl::unexpected(flow.error());
        opened->flow_ = std::move(*flow);
    }
    opened->thread_ = std::thread([it = opened.get()] { it->run(); });
    return opened;
}

SigningIn::~SigningIn() {
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wakes_.notify_one();
    thread_.join();
    for (const Waiting& each : waiting_) each.done(fail(ErrorCode::overloaded, "the service ends"));
}

Result<Principal> SigningIn::bearer(std::string_view token) const {
    if (!issuer_ || issuer_->options().audience.empty())
        return fail(ErrorCode::unauthenticated, "this token is not known");
    const std::string key = privacy::sha256(token) + std::to_string(issuer_->times_told());
    const auto known = verified_.find(key);
    if (known && clock_.now() < *known->expires_at) return known->principal;
    const auto claims = issuer_->verify(token, issuer_->options().audience);
    if (!claims && claims.error().code == ErrorCode::issuer_unavailable) wakes_.notify_one();
    if (!claims) return tl::unexpected(claims.error());
    auto principal = principal_of_claims(*claims, issuer_->options().claims);
    if (principal)
        verified_.keep(key, {{}, *principal, expires_at(*claims) + issuer_->options().leeway},
                       verified_.generation());
    return principal;
}

Result<Session> SigningIn::session(std::string_view secret) const { return sessions_.find(secret); }

Status SigningIn::end(std::string_view secret) { return sessions_.end(secret); }

Result<SignInLink> SigningIn::make_link(const Principal& by, const std::string& holder,
                                        std::chrono::minutes lasts) {
    RECERT_TRY(may_use(by, Right::sign_in_links));
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto head = reader->head("holder/" + holder);
    if (!head) return tl::unexpected(head.error());
    if (head->value == 0) return fail(ErrorCode::not_found, "there is no such holder");
    // Whoever has the link reads what the holder may.
    RECERT_TRY(accesses_.note(by, "sign-in-link", holder));
    return links_.make(holder, lasts);
}

Result<Welcome> SigningIn::use_link(std::string_view code) {
    auto holder = links_.use(code);
    if (!holder) return tl::unexpected(holder.error());
    auto secret = sessions_.open({Role::holder, std::move(*holder)});
    if (!secret) return tl::unexpected(secret.error());
    return Welcome{std::move(*secret), "/"};
}

Result<Departure> SigningIn::depart(const std::string& return_to) const {
    if (!flow_) return no_issuer();
    return flow_->begin(return_to);
}

void SigningIn::arrive(Arrival arrival, std::function<void(Result<Welcome>)> done) {
    if (!flow_) return done(no_issuer());
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() < kArrivalsMax && !stopping_) {
            waiting_.push_back({std::move(arrival), std::move(done)});
            wakes_.notify_one();
            return;
        }
    }
    done(fail(ErrorCode::overloaded, "too many sign-ins are under way"));
}

Status SigningIn::forget_holder(const std::string& holder) {
    RECERT_TRY(links_.forget_holder(holder));
    return sessions_.end_all_of_holder(holder);
}

Result<Welcome> SigningIn::welcome(const Arrival& arrival) {
    auto finished = flow_->finish(arrival);
    if (!finished) return tl::unexpected(finished.error());
    auto secret = sessions_.open(finished->principal);
    if (!secret) return tl::unexpected(secret.error());
    return Welcome{std::move(*secret), std::move(finished->return_to)};
}

// A row that cannot be written now is tried again the next time; whoever appends is told.
void SigningIn::tidy() {
    static_cast<void>(sessions_.keep_up());
    static_cast<void>(links_.erase_expired());
}

void SigningIn::run() {
    auto tidied_at = SteadyClock::now();
    while (true) {
        if (issuer_ && issuer_->wants_fetch()) static_cast<void>(issuer_->fetch());
        if (SteadyClock::now() - tidied_at >= kTidyPeriod) {
            tidy();
            tidied_at = SteadyClock::now();
        }
        std::optional<Waiting> next;
        {
            std::unique_lock lock(mutex_);
            if (waiting_.empty() && !stopping_) wakes_.wait_for(lock, kLookPeriod);
            if (stopping_) return;
            if (waiting_.empty()) continue;
            next = std::move(waiting_.front());
            waiting_.pop_front();
        }
        next->done(welcome(next->arrival));
    }
}

}  // namespace recert::service
