// Reminders by mail: who is due one today gets one letter. A thread of its own.
//
// Once it is a new day in every program's zone, a pass goes through whom the register says a
// reminder may be due to (due_places.hpp) and writes to each person (digest.hpp, mailing.hpp). Days
// that were missed are made up for, no further back than kMissedDaysMax; where no reminders were
// sent before, they begin with those of this day. Killed anywhere, the pass begins anew: what was
// sent is told by the events, what was being sent by the outbox. A server that is not reached is
// tried again, ever less often, and nobody is passed over.
//
// The ledger's clock says what is due.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "service/accesses.hpp"
#include "service/due_places.hpp"
#include "service/mailing.hpp"

namespace recert::service {

inline constexpr std::chrono::days kMissedDaysMax{31};
inline constexpr std::chrono::seconds kUnreachedPauseMax{300};

class Reminding final : public Notices {
  public:
    // Without options nothing is sent; the addresses in mails sent before still work. All that is
    // referred to outlives it; `machine` is the machine's clock.
    Reminding(const std::optional<ReminderOptions>& options, const Surroundings& surroundings,
              ledger::Log& log, Sequencer& sequencer, Accesses& accesses, const Clock& machine,
              const privacy::Key& secret, std::chrono::milliseconds period);
    // A mail that was handed over is waited for a little; one that was not goes back.
    ~Reminding() override;

    Result<Page> mails(const Paging& paging, const Principal& reader) const override;
    NoticeCounts counts() const override;
    Status check_stop(std::string_view secret) const override;
    Status stop(std::string_view secret) override;

  private:
    using SteadyClock = std::chrono::steady_clock;

    void run();
    // False: there is nothing to do now.
    Result<bool> step();
    Status settle_open();  // what the last process left
    Result<bool> retry();  // those that were put off until now; false: not now
    Result<bool> go_on();  // with the pass, or a new one
    Result<bool> begin_pass(const ledger::Reader& reader);
    Status end_pass();
    // To the person, if anything is due.
    Result<Sent> remind(const std::string& holder, const DueDays& days,
                        const std::optional<OutboxMail>& before);
    void pause_after(Sent sent);

    bool wait_until(SteadyClock::time_point time);  // false: it is to stop
    void tell(const Status& worked);

    const std::chrono::milliseconds period_;
    const std::chrono::nanoseconds pace_;  // between two mails
    const std::function<void(const std::string&)> complain_;
    const Surroundings around_;
    Sequencer& sequencer_;
    Accesses& accesses_;
    const StopLinks links_;
    Outbox outbox_;
    std::optional<Mailing> mailing_;

    bool is_settled_ = false;
    std::optional<events::Instant> retry_;  // when open mails are to be looked through
    std::optional<DuePlaces> pass_;
    std::deque<std::string> credentials_;  // of the pass, not looked at yet
    std::chrono::seconds pause_{0};        // because the server was not reached
    SteadyClock::time_point next_mail_{};
    std::string told_;  // what hindered it last

    std::mutex mutex_;
    std::condition_variable wakes_;
    std::atomic<bool> is_stopping_{false};
    std::thread thread_;  // last: it runs on what stands above
};

}  // namespace recert::service
