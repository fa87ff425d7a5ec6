// The mails that are on their way, and those of which somebody has to know: kept in the ledger's
// views, so that a restart neither sends twice nor forgets.
//
// A mail is `sending` from before the first byte leaves until its notice.sent are durable; so what
// is `sending` at a start was cut off by the end of the process, and whether it left is not known.
// One open mail a holder, and one ended a holder and day; a mail that went well leaves nothing here
// but its events. Keys begin with `reminders` ‖ 0x00:
//   `day`                                            -> {"day"}: up to it all was seen to
//   `mail` ‖ 0x00 ‖ `ended` ‖ 0x00 ‖ order ‖ holder  -> the row, JSON; order: later days first
//   `mail` ‖ 0x00 ‖ `open` ‖ 0x00 ‖ holder           -> the row
// No personal data is in them but ids. It is no projection: it cannot be told from the events.
// Errors: storage and its like, corrupt. Thread-safe.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "events/values.hpp"
#include "ledger/log.hpp"
#include "service/service.hpp"

namespace recert::service {

inline constexpr std::chrono::days kEndedMailsKept{400};

enum class MailState {
    waiting,  // was put off: until `retry_at`
    sending,
    refused,  // for good, or too often
    unknown,  // whether it left
};
BOOST_DESCRIBE_ENUM(MailState, waiting, sending, refused, unknown)

struct Told {
    std::string credential;
    std::string notice;
    events::Date for_date;
    bool operator==(const Told&) const = default;
};
BOOST_DESCRIBE_STRUCT(Told, (), (credential, notice, for_date))

struct OutboxMail {
    std::string holder;
    MailState state = MailState::sending;
    events::Date day;    // on which it is due
    events::Date after;  // up to which all had been seen to before
    std::string message_id;
    std::int64_t attempts = 0;
    std::optional<std::string> retry_at{};  // an instant, as `at` is
    std::optional<std::int64_t> code{};     // the server's last answer
    std::string at;
    std::vector<Told> notices;
};
BOOST_DESCRIBE_STRUCT(OutboxMail, (),
                      (holder, state, day, after, message_id, attempts, retry_at, code, at,
                       notices))

class Outbox {
  public:
    explicit Outbox(ledger::Log& log) : log_(log) {}

    // nullopt: no reminders were ever sent from here.
    static Result<std::optional<events::Date>> day_done(const ledger::Reader& reader);
    Status note_day_done(events::Date day);

    static Result<std::optional<OutboxMail>> open_mail(const ledger::Reader& reader,
                                                       const std::string& holder);
    static Result<std::optional<OutboxMail>> ended_mail(const ledger::Reader& reader,
                                                        events::Date day,
                                                        const std::string& holder);
    // The open mails after a holder's, by holder, no more than `limit`.
    static Result<std::vector<OutboxMail>> open_mails(const ledger::Reader& reader,
                                                      const std::string& after, std::size_t limit);

    // Durable when it answers.
    Status keep(const OutboxMail& mail);  // as an open one
    // Open no longer: refused or unknown. What ended of the holder's on the same day stays told.
    Status end(OutboxMail mail);
    Status forget(const std::string& holder);
    Status forget_ended_before(events::Date day);

    // Those that ended first, the latest day first, then the open ones. Errors: bad-parameter.
    static Result<Page> page(const ledger::Reader& reader, const Paging& paging);

  private:
    ledger::Log& log_;
};

}  // namespace recert::service
