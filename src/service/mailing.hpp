// One reminder mail after the other, each claimed in the outbox before its first byte leaves and
// followed up until what became of it is durable: taken, each notice in it is a notice.sent; put
// off, it waits; refused or unknown, it is kept for staff to see; not reached, it goes back.
//
// A mail that was claimed by a process that ended is not sent again, because it may have arrived.
// One thread's, but for counts(). Errors: those of writing; then complete() is to be called again
// before anything else is sent.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "service/digest.hpp"
#include "service/notices.hpp"
#include "service/reminder_options.hpp"
#include "service/sequencer.hpp"
#include "service/stop_links.hpp"

namespace recert::service {

// Between the attempts at a mail that the server puts off; after the last one it counts as refused.
inline constexpr std::array<std::chrono::minutes, 7> kPutOff{
    std::chrono::minutes{1},   std::chrono::minutes{5},   std::chrono::minutes{15},
    std::chrono::minutes{60},  std::chrono::minutes{240}, std::chrono::minutes{720},
    std::chrono::minutes{1440}};

enum class Sent {
    done,     // whatever became of it
    put_off,  // it waits in the outbox
    not_now,  // the server was not reached, or the service is to stop: nothing is changed
};

class Mailing {
  public:
    // `machine` is the machine's clock, which mails are dated by. All of them outlive it.
    Mailing(const ReminderOptions& options, const Surroundings& surroundings, ledger::Log& log,
            Sequencer& sequencer, const Clock& machine, const StopLinks& links);

    // `before`: the open mail this is another attempt at.
    Result<Sent> send(const Digest& digest, const DueDays& days,
                      const std::optional<OutboxMail>& before,
                      const std::atomic<bool>& is_stopping);
    // Follows up what was sent last, if that is not done yet.
    Result<Sent> complete();
    // What a process that ended left `sending`: appended in part, it was taken; else it is unknown.
    Status settle(const OutboxMail& mail);

    NoticeCounts counts() const;

  private:
    struct Pending {
        OutboxMail mail;
        std::optional<OutboxMail> before;
        Delivery delivery;
    };

    OutboxMail claim_of(const Digest& digest, const DueDays& days,
                        const std::optional<OutboxMail>& before) const;
    std::string bytes_of(const Digest& digest, const OutboxMail& mail) const;
    void tell_of_server(const Delivery& delivery, bool is_stopping);
    Result<Sent> follow_up(const Pending& pending);
    Result<Sent> put_off(OutboxMail mail);
    Status end(OutboxMail mail, MailState state);
    Status append_notices(const OutboxMail& mail);
    Result<bool> is_recorded(const Told& told) const;

    const ReminderOptions options_;
    const Surroundings around_;
    Sequencer& sequencer_;
    const Clock& machine_;
    const StopLinks& links_;
    const documents::Mailbox from_;
    const SendMail send_;
    Outbox outbox_;
    std::optional<Pending> pending_;
    std::string told_;  // of the server, last
    std::atomic<std::uint64_t> taken_{0};
    std::atomic<std::uint64_t> put_off_{0};
    std::atomic<std::uint64_t> refused_{0};
    std::atomic<std::uint64_t> unknown_{0};
    std::atomic<std::uint64_t> unreached_{0};
};

}  // namespace recert::service
