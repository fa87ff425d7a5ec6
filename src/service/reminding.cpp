#include "service/reminding.hpp"

#include <algorithm>

#include "service/access.hpp"
#include "service/records.hpp"

namespace recert::service {
namespace {

using events::StreamKind;

constexpr std::size_t kOpenAtOnce = 64;

std::chrono::nanoseconds pace_of(const std::optional<ReminderOptions>& options) {
    return std::chrono::nanoseconds(std::chrono::minutes{1}) /
           (options ? options->mails_per_minute : kMailsPerMinuteDefault);
}

// Whom a credential is about.
Result<std::string> subject_of(const ledger::Reader& reader, RecordCache& cache,
                               const std::string& credential) {
    const events::StreamName stream{StreamKind::credential, credential};
    const auto held = load_at(reader, cache, stream, {reader.size().value - 1});
    if (!held) return tl::unexpected(held.error());
    return holder_of(stream, *held);
}

bool is_damage(const Error& error) {
    return error.code == ErrorCode::corrupt || error.code == ErrorCode::not_found ||
           error.code == ErrorCode::too_large;
}

}  // namespace

Reminding::Reminding(const std::optional<ReminderOptions>& options,
                     const Surroundings& surroundings, ledger::Log& log, Sequencer& sequencer,
                     Accesses& accesses, const Clock& machine, const privacy::Key& secret,
                     std::chrono::milliseconds period)
    : period_(period),
      pace_(pace_of(options)),
      complain_(options ? options->complain : [](const std::string&) {}),
      around_(surroundings),
      sequencer_(sequencer),
      accesses_(accesses),
      links_(secret),
      outbox_(log) {
    if (!options) return;
    mailing_.emplace(*options, surroundings, log, sequencer, machine, links_);
    thread_ = std::thread([this] { run(); });
}

Reminding::~Reminding() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    wakes_.notify_one();
    if (thread_.joinable()) thread_.join();
}

Result<Page> Reminding::mails(const Paging& paging, const Principal& reader) const {
    RECERT_TRY(may_use(reader, Right::whole));
    RECERT_TRY(accesses_.note(reader, "notices", ""));
    const auto now = around_.log.reader();
    if (!now) return tl::unexpected(now.error());
    return Outbox::page(*now, paging);
}

NoticeCounts Reminding::counts() const { return mailing_ ? mailing_->counts() : NoticeCounts{}; }

Status Reminding::check_stop(std::string_view secret) const {
    if (links_.holder_of(secret)) return {};
    return fail(ErrorCode::not_found, "there is no such address");
}

Status Reminding::stop(std::string_view secret) {
    const auto holder = links_.holder_of(secret);
    if (!holder) return check_stop(secret);
    const auto reader = around_.log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto recipient = recipient_of(*reader, around_.cache, *holder);
    if (!recipient) return tl::unexpected(recipient.error());
    if (recipient->holder.empty()) return fail(ErrorCode::not_found, "there is no such holder");
    if (!recipient->wants_reminders) return {};
    Command command;
    command.principal = {Role::holder, recipient->holder};
    command.actor = command.principal.actor();
    command.stream = {StreamKind::holder, recipient->holder};
    events::HolderPreferred no_more;
    no_more.reminders = false;
    command.items.push_back({events::HolderEvent(no_more), std::nullopt, {}});
    const auto appended = sequencer_.append(std::move(command));
    if (!appended) return tl::unexpected(appended.error());
    return {};
}

bool Reminding::wait_until(SteadyClock::time_point time) {
    std::unique_lock lock(mutex_);
    return !wakes_.wait_until(lock, time, [this] { return is_stopping_.load(); });
}

void Reminding::run() {
    bool goes_on = true;
    while (goes_on) {
        const auto worked = step();
        tell(worked ? Status() : tl::unexpected(worked.error()));
        if (worked && *worked)
            goes_on = !is_stopping_;
        else
            goes_on = wait_until(SteadyClock::now() +
                                 std::max<std::chrono::nanoseconds>(period_, pause_));
    }
}

// Once, not every second.
void Reminding::tell(const Status& worked) {
    const std::string why = worked ? "" : "reminders wait: " + worked.error().message;
    if (!why.empty() && why != told_) complain_(why);
    told_ = why;
}

Result<bool> Reminding::step() {
    const auto completed = mailing_->complete();
    if (!completed) return tl::unexpected(completed.error());
    if (!is_settled_) RECERT_TRY(settle_open());
    auto retried = retry();
    if (!retried || !*retried) return retried;
    return go_on();
}

Status Reminding::settle_open() {
    std::string last;
    for (bool is_more = true; is_more;) {
        const auto reader = around_.log.reader();
        if (!reader) return tl::unexpected(reader.error());
        const auto mails = Outbox::open_mails(*reader, last, kOpenAtOnce);
        if (!mails) return tl::unexpected(mails.error());
        for (const OutboxMail& mail : *mails) {
            RECERT_TRY(mailing_->settle(mail));
            last = mail.holder;
        }
        is_more = mails->size() == kOpenAtOnce;
    }
    retry_ = around_.clock.now();
    is_settled_ = true;
    return {};
}

Result<bool> Reminding::retry() {
    const events::Instant now = around_.clock.now();
    if (!retry_ || now < *retry_) return true;
    std::optional<events::Instant> next;
    std::string last;
    for (bool is_more = true; is_more;) {
        const auto reader = around_.log.reader();
        if (!reader) return tl::unexpected(reader.error());
        const auto today = day_everywhere(*reader, around_.cache, now);
        if (!today) return tl::unexpected(today.error());
        const auto mails = Outbox::open_mails(*reader, last, kOpenAtOnce);
        if (!mails) return tl::unexpected(mails.error());
        for (const OutboxMail& mail : *mails) {
            last = mail.holder;
            auto at = events::parse_instant(mail.retry_at.value_or("")).value_or(now);
            if (at <= now) {
                const auto sent = remind(mail.holder, {mail.after, *today}, mail);
                if (!sent) return tl::unexpected(sent.error());
                if (*sent == Sent::not_now) return false;
                if (*sent == Sent::done) continue;
                at = now + kPutOff.front();
            }
            next = std::min(next.value_or(at), at);
        }
        is_more = mails->size() == kOpenAtOnce;
    }
    retry_ = next;
    return true;
}

Result<bool> Reminding::go_on() {
    const auto reader = around_.log.reader();
    if (!reader) return tl::unexpected(reader.error());
    if (!pass_) return begin_pass(*reader);
    while (credentials_.empty() && !pass_->is_done() && !is_stopping_) {
        auto some = pass_->some(*reader, around_.cache);
        if (!some) return tl::unexpected(std::move(some.error()));
        credentials_.assign(std::make_move_iterator(some->begin()),
                            std::make_move_iterator(some->end()));
    }
    if (is_stopping_) return false;
    if (credentials_.empty()) {
        RECERT_TRY(end_pass());
        return true;
    }
    const auto holder = subject_of(*reader, around_.cache, credentials_.front());
    if (!holder) return tl::unexpected(holder.error());
    const auto sent = remind(*holder, pass_->days(), std::nullopt);
    if (!sent) return tl::unexpected(sent.error());
    if (*sent == Sent::not_now) return false;
    credentials_.pop_front();
    return true;
}

Result<bool> Reminding::begin_pass(const ledger::Reader& reader) {
    const auto today = day_everywhere(reader, around_.cache, around_.clock.now());
    if (!today) return tl::unexpected(today.error());
    const auto done = Outbox::day_done(reader);
    if (!done) return tl::unexpected(done.error());
    const events::Date before = *today - std::chrono::days{1};
    if (!*done) RECERT_TRY(outbox_.note_day_done(before));
    if (done->value_or(before) >= *today) return false;
    auto places = DuePlaces::open(
        reader, around_.cache, {std::max(done->value_or(before), *today - kMissedDaysMax), *today});
    if (!places) return tl::unexpected(std::move(places.error()));
    pass_ = std::move(*places);
    return true;
}

Status Reminding::end_pass() {
    RECERT_TRY(outbox_.note_day_done(pass_->days().today));
    RECERT_TRY(outbox_.forget_ended_before(pass_->days().today - kEndedMailsKept));
    pass_.reset();
    return {};
}

Result<Sent> Reminding::remind(const std::string& holder, const DueDays& days,
                               const std::optional<OutboxMail>& before) {
    // As it is now: what was sent a moment ago is told by it.
    const auto reader = around_.log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const Reading reading{*reader, around_.cache, around_.vault, around_.clock.now()};
    const auto digest = digest_of(reading, holder, days);
    // One damaged stream keeps nobody else waiting.
    if (!digest && is_damage(digest.error())) {
        complain_("no reminder to holder " + holder + ": " + digest.error().message);
        return Sent::done;
    }
    if (!digest) return tl::unexpected(digest.error());
    if (!*digest) {
        if (before) RECERT_TRY(outbox_.forget(before->holder));
        return Sent::done;
    }
    const auto open = Outbox::open_mail(*reader, (*digest)->holder);
    if (!open) return tl::unexpected(open.error());
    if (*open && !before) return Sent::done;  // with what waits for its time
    if (!wait_until(next_mail_)) return Sent::not_now;
    next_mail_ = SteadyClock::now() + pace_;
    auto sent = mailing_->send(**digest, days, before, is_stopping_);
    if (sent) pause_after(*sent);
    return sent;
}

void Reminding::pause_after(Sent sent) {
    if (sent == Sent::not_now) {
        pause_ = std::clamp(pause_ * 2, std::chrono::seconds{1}, kUnreachedPauseMax);
        return;
    }
    pause_ = {};
    const events::Instant again = around_.clock.now() + kPutOff.front();
    if (sent == Sent::put_off) retry_ = std::min(retry_.value_or(again), again);
}

}  // namespace recert::service
