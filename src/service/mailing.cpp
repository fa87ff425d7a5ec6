#include "service/mailing.hpp"

#include "privacy/base64url.hpp"
#include "projections/reminders.hpp"
#include "service/records.hpp"

namespace recert::service {
namespace {

constexpr const char* kChannel = "email";

Command sent(const Told& told) {
    Command command;
    command.principal = {Role::admin, "system"};
    command.actor = {"system"};
    command.stream = {events::StreamKind::credential, told.credential};
    const events::CredentialEvent event = events::NoticeSent{told.notice, kChannel, told.for_date};
    command.items.push_back({event, std::nullopt, {}});
    return command;
}

// The same mail has the same one, so that a server which saw it before can tell.
std::string message_id(const std::string& holder, events::Date day, const std::string& address) {
    const std::string digest = privacy::sha256(holder + ' ' + events::format_date(day));
    return "reminder." + privacy::to_base64url(digest) + address.substr(address.find('@'));
}

}  // namespace

Mailing::Mailing(const ReminderOptions& options, const Surroundings& surroundings, ledger::Log& log,
                 Sequencer& sequencer, const Clock& machine, const StopLinks& links)
    : options_(options),
      around_(surroundings),
      sequencer_(sequencer),
      machine_(machine),
      links_(links),
      from_(documents::parse_mailbox(options.smtp.from)),
      send_(options.send ? options.send : smtp_sender(options.smtp)),
      outbox_(log) {}

NoticeCounts Mailing::counts() const { return {taken_, put_off_, refused_, unknown_, unreached_}; }

OutboxMail Mailing::claim_of(const Digest& digest, const DueDays& days,
                             const std::optional<OutboxMail>& before) const {
    return {.holder = digest.holder,
            .state = MailState::sending,
            .day = days.today,
            .after = days.after,
            .message_id = message_id(digest.holder, days.today, from_.address),
            .attempts = (before ? before->attempts : 0) + 1,
            .at = events::format_instant(around_.clock.now()),
            .notices = digest.told};
}

std::string Mailing::bytes_of(const Digest& digest, const OutboxMail& mail) const {
    documents::ReminderLetter letter = digest.letter;
    letter.my_url = options_.public_url + "/my";
    letter.stop_url = options_.public_url + "/reminders/stop/" + links_.secret_for(digest.holder);
    return documents::mail_bytes(
        {.from = from_,
         .to = digest.to,
         .subject = documents::reminder_subject(letter),
         .message_id = mail.message_id,
         .date = machine_.now(),
         .fields = {{"List-Unsubscribe", '<' + letter.stop_url + '>'},
                    {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"},
                    {"Auto-Submitted", "auto-generated"}},
         .text = documents::reminder_text(letter),
         .html = documents::reminder_html(letter)});
}

Result<Sent> Mailing::send(const Digest& digest, const DueDays& days,
                           const std::optional<OutboxMail>& before,
                           const std::atomic<bool>& is_stopping) {
    OutboxMail mail = claim_of(digest, days, before);
    RECERT_TRY(outbox_.keep(mail));
    Delivery delivery{Fate::refused, 0, "the holder's address is none"};
    if (!digest.to.address.empty())
        delivery = send_({from_.address, digest.to.address, bytes_of(digest, mail)}, is_stopping);
    if (delivery.code > 0) mail.code = delivery.code;
    tell_of_server(delivery, is_stopping);
    pending_ = Pending{std::move(mail), before, std::move(delivery)};
    return complete();
}

// Once, not at each attempt.
void Mailing::tell_of_server(const Delivery& delivery, bool is_stopping) {
    std::string why;
    if (delivery.fate == Fate::unreached && !is_stopping)
        why = "reminders wait, the server was not reached or takes no mail from here: " +
              delivery.why + " (" + std::to_string(delivery.code) + ")";
    if (!why.empty() && why != told_) options_.complain(why);
    told_ = std::move(why);
}

Result<Sent> Mailing::complete() {
    if (!pending_) return Sent::done;
    auto outcome = follow_up(*pending_);
    if (outcome) pending_.reset();
    return outcome;
}

Result<Sent> Mailing::follow_up(const Pending& pending) {
    const OutboxMail& mail = pending.mail;
    switch (pending.delivery.fate) {
        case Fate::taken:
            RECERT_TRY(append_notices(mail));
            RECERT_TRY(outbox_.forget(mail.holder));
            ++taken_;
            return Sent::done;
        case Fate::put_off:
            return put_off(mail);
        case Fate::refused:
            RECERT_TRY(end(mail, MailState::refused));
            return Sent::done;
        case Fate::unreached:
            RECERT_TRY(pending.before ? outbox_.keep(*pending.before)
                                      : outbox_.forget(mail.holder));
            ++unreached_;
            return Sent::not_now;
        case Fate::unknown:
            RECERT_TRY(end(mail, MailState::unknown));
            return Sent::done;
    }
    return Sent::done;
}

Result<Sent> Mailing::put_off(OutboxMail mail) {
    const auto attempts = static_cast<std::size_t>(mail.attempts);
    if (attempts > kPutOff.size()) {
        RECERT_TRY(end(std::move(mail), MailState::refused));
        return Sent::done;
    }
    mail.state = MailState::waiting;
    mail.retry_at = events::format_instant(around_.clock.now() + kPutOff.at(attempts - 1));
    RECERT_TRY(outbox_.keep(mail));
    ++put_off_;
    return Sent::put_off;
}

Status Mailing::end(OutboxMail mail, MailState state) {
    mail.state = state;
    RECERT_TRY(outbox_.end(mail));
    const bool is_unknown = state == MailState::unknown;
    ++(is_unknown ? unknown_ : refused_);
    options_.complain(
        "the reminder <" + mail.message_id + "> to holder " + mail.holder +
        (is_unknown ? " may have arrived or not: it is not sent again" : " was refused") +
        (mail.code ? " (" + std::to_string(*mail.code) + ")" : ""));
    return {};
}

Result<bool> Mailing::is_recorded(const Told& told) const {
    const auto reader = around_.log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto held =
        load_at(*reader, around_.cache, {events::StreamKind::credential, told.credential},
                {reader->size().value - 1});
    if (!held) return tl::unexpected(held.error());
    const auto& record = *std::get<std::shared_ptr<const projections::CredentialRecord>>(*held);
    return projections::is_told(record, told.notice, told.for_date);
}

Status Mailing::append_notices(const OutboxMail& mail) {
    for (const Told& told : mail.notices) {
        const auto recorded = is_recorded(told);
        if (!recorded) return tl::unexpected(recorded.error());
        if (*recorded) continue;
        const auto appended = sequencer_.append(sent(told));
        if (!appended) return tl::unexpected(appended.error());
    }
    return {};
}

Status Mailing::settle(const OutboxMail& mail) {
    if (mail.state != MailState::sending) return {};
    for (const Told& told : mail.notices) {
        const auto recorded = is_recorded(told);
        if (!recorded) return tl::unexpected(recorded.error());
        if (!*recorded) continue;
        RECERT_TRY(append_notices(mail));
        return outbox_.forget(mail.holder);
    }
    return end(mail, MailState::unknown);
}

}  // namespace recert::service
