// The one path in: load -> fold -> decide -> append, and the reads. What http (and main) see.
//
// append() may be called from any thread; `done` is called exactly once, on a thread of the
// service or on the caller's, and must not block. Reads are thread-safe and see only what is
// durable. Errors carry pointers into the request's event objects; for a request made of an array,
// http puts the index in front (Appending::pointer_base).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/event.hpp"
#include "events/json.hpp"
#include "position.hpp"
#include "result.hpp"
#include "service/queries.hpp"
#include "service/vitals.hpp"

namespace recert::service {

class Backups;
class Badges;
class Calendars;
class Notices;
class Papers;
class Reports;
class SignIn;
class Verifications;

enum class Role { holder, staff, integration, auditor, admin, provider, instructor, sponsor };

// Who asks. `subject` is the id of a holder, a provider or, for a sponsor, an organization; a name
// otherwise.
struct Principal {
    Role role;
    std::string subject;
    std::vector<std::string> types{};       // an integration's: what it may append
    std::vector<std::string> programs{};    // an integration's, an instructor's; none: all
    std::vector<std::string> practicums{};  // an instructor's, beside those that name it
    bool reads = true;                      // what its scopes leave of what the role may
    bool writes = true;
    std::string grant{};          // by what it was let in: token/t0a1b…
    events::Actor actor() const;  // holder:ada
};

struct Draft {
    std::string type;
    std::optional<std::string> occurred_at;
    events::Json data;
    std::string pointer;  // of this event object in the body: "" or "/3"
};

struct Idempotency {
    std::string key;
    std::string request;  // path and body, as received; only its keyed digest is kept
};

struct Append {
    Principal principal;
    events::StreamName stream;  // `id` empty at a creation: the service makes one
    bool creates = false;
    bool may_exist = false;  // with `creates`: a program that is there gets its next rules
    std::vector<Draft> drafts;
    std::optional<StreamVersion> expected;  // If-Match
    std::optional<Idempotency> idempotency;
    bool dry_run = false;
};

// What an append made (or, replayed, had made; or, dry, would make).
struct Appended {
    events::StreamName stream;
    Seq first;
    Seq last;
    StreamVersion version;
    bool replayed = false;
    bool dry_run = false;
    std::vector<std::string> entries;  // the stored bytes, in order
};

// A JSON body and the version of the stream it tells about.
struct State {
    events::Json body;
    StreamVersion version;
};

struct Page {
    std::vector<events::Json> items;
    std::optional<std::string> next;              // opaque cursor
    events::Json about = events::Json::object();  // further members of the page
};

// How far deciding again is: about the credentials that an event of another stream or a new day
// may have touched.
struct SweepState {
    Seq position;                      // what was recorded before it is swept
    std::size_t causes = 0;            // events that wait, counted up to a bound
    std::optional<std::string> scope;  // whose credentials are gone through: program/cptm
    std::optional<events::Date> day;   // … because of this day; else of the event at `position`
    std::string cursor;                // the last credential done
    std::uint64_t looked_at = 0;       // credentials, since the start
    std::uint64_t decisions = 0;       // since the start
    std::optional<Error> hindered_by;  // what keeps it from going on
    std::optional<Error> passed_over;  // the last credential that could not be judged
};

// The time it is in the ledger; only a sandbox's is ever put forward from the machine's.
struct ClockState {
    bool is_sandbox = false;
    events::Instant now;
    std::chrono::milliseconds offset{0};  // of `now` from the machine's time
};

// Who was erased: all holders that are the same person. Without an append when all of them were
// erased before; what was destroyed then is still destroyed.
struct Erased {
    std::vector<std::string> holders;
    std::optional<Appended> appended;
};

inline constexpr std::size_t kEvidenceBytesMax = std::size_t{10} << 20;

// What backs up a claim: a file as it came. `media` is its type, without parameters.
struct EvidenceFile {
    std::string holder;
    std::string sha256;  // hexadecimal
    std::string_view media;
    std::string bytes;
};

struct Receipt {
    std::string text;    // ledger/receipt.hpp
    std::uint64_t size;  // of the tree it is about
};

class Service {
  public:
    virtual ~Service() = default;

    virtual void append(Append request, std::function<void(Result<Appended>)> done) = 0;
    // {"events": […], "standing": {…}}: envelopes opened for `reader`; standing of a credential,
    // judged as known at the append's last event.
    virtual Result<events::Json> representation(const Appended& appended,
                                                const Principal& reader) const = 0;

    // State of a credential (its standing), holder, organization or program.
    virtual Result<State> state(const events::StreamName& stream, const When& when,
                                const Principal& reader) const = 0;
    // A page of a collection, each in short form; the page says `as_of` and `known_at`.
    virtual Result<Page> list(const ListQuery& query, const Principal& reader) const = 0;
    // A stream's history, oldest first; or the whole ledger's, when the query names no stream.
    virtual Result<Page> events(const EventsQuery& query, const Principal& reader) const = 0;
    virtual Result<events::Json> event(Seq seq, const Principal& reader) const = 0;
    virtual Result<std::string> entry(Seq seq, const Principal& reader) const = 0;
    // What opens an entry's sealed fields to somebody else, for who may see them (sealing.hpp).
    virtual Result<events::Json> openings(Seq seq, const Principal& reader) const = 0;

    // What anybody may check the ledger by: ledger/note.hpp, tile_path.hpp, receipt.hpp. Nothing
    // beyond the last signed checkpoint is given out.
    virtual Result<std::string> checkpoint() const = 0;  // no-checkpoint-yet
    virtual std::string verifier_keys() const = 0;       // one a line, the one that signs first
    virtual Result<std::string> tile(std::string_view level, std::string_view path) const = 0;
    virtual Result<std::string> bundle(std::string_view path, const Principal& reader) const = 0;
    // Errors: bad-parameter unless 0 < older <= newer <= what is signed.
    virtual Result<events::Json> consistency(std::uint64_t older, std::uint64_t newer) const = 0;
    // Against the checkpoint of that size, or the newest. Errors: not-found, also for a size that
    // was never published; no-checkpoint-yet.
    virtual Result<Receipt> receipt(Seq seq, std::optional<std::uint64_t> size,
                                    const Principal& reader) const = 0;
    // `then` is called once, when a checkpoint covers the entry or waiting for one is no use. It
    // must not block; on the caller's thread or one of the service.
    virtual void when_signed(Seq seq, std::function<void()> then) = 0;

    // What a program offers and asks, by its id.
    virtual Result<Page> practicums(const std::string& program, const PracticumsQuery& query,
                                    const Principal& reader) const = 0;
    virtual Result<Page> rules(const std::string& program, const When& when, const Paging& paging,
                               const Principal& reader) const = 0;
    virtual Result<State> rules_version(const std::string& program, std::int64_t version,
                                        const When& when, const Principal& reader) const = 0;
    virtual Result<State> quote(const std::string& program, const QuoteQuery& query,
                                const Principal& reader) const = 0;

    // Whose standing would differ under other rules, from what to what; the page's `totals` are
    // of the credentials it judged. Errors: also schema, by /rules/….
    virtual Result<Page> what_if(const std::string& program, const WhatIfQuery& query,
                                 const Principal& reader) const = 0;

    // Tokens. A token is shown once; only its hash is kept. Those of the issuer are known, too.
    virtual Result<Principal> authenticate(std::string_view token) const = 0;
    virtual Result<events::Json> create_token(const Principal& by, const events::Json& wanted) = 0;
    virtual Result<Page> tokens(const Principal& by, const Paging& paging) const = 0;
    virtual Result<events::Json> token(const Principal& by, const std::string& id) const = 0;
    virtual Status revoke_token(const Principal& by, const std::string& id) = 0;

    // Who read what of whom (accesses.hpp): of one holder for themselves and auditors, all of it
    // for auditors. Errors: forbidden, not-found.
    virtual Result<Page> accesses(const AccessesQuery& query, const Principal& reader) const = 0;

    // By an admin: one holder.erased is appended, and answered when everything that would open
    // what is sealed of the person is destroyed. Blocks. Errors: of an append; legal-hold.
    virtual Result<Erased> erase(Append request) = 0;

    // True: it was not there. Errors: forbidden, not-found, holder-erased, wrong-hash,
    // unsupported-media-type (`media` is not what the bytes are), too-large (also: one more than a
    // holder may have), disk-reserve.
    virtual Result<bool> put_evidence(const EvidenceFile& file, const Principal& by) = 0;
    virtual Result<EvidenceFile> evidence(const std::string& holder, const std::string& sha256,
                                          const Principal& reader) const = 0;

    virtual Result<Page> projections(const Principal& reader) const = 0;
    // Begins one, by an admin. Errors: forbidden, not-found, rebuild-under-way.
    virtual Status rebuild(const Principal& by, std::string_view projection) = 0;

    virtual ClockState clock() const = 0;
    // By an admin. Errors: forbidden, not-a-sandbox, clock-backward, schema.
    virtual Result<ClockState> put_clock_forward(const Principal& by, events::Instant to) = 0;

    // {"ready": true} or why not.
    virtual Status ready() const = 0;
    virtual Result<SweepState> sweep_state() const = 0;
    virtual Vitals vitals() const = 0;

    // Count of events, all durable: every read that begins after sees as many. Never waits.
    virtual std::uint64_t size() const = 0;
    // `grown` is called after each growth, on a thread of the service; it must not block. There is
    // one listener: the one before does not run any more when this returns; null ends it.
    virtual void on_growth(std::function<void()> grown) = 0;

    virtual Backups& backups() const = 0;
    virtual SignIn& sign_in() const = 0;
    virtual Papers& papers() const = 0;
    virtual Badges& badges() const = 0;
    virtual Verifications& verifications() const = 0;
    virtual Notices& notices() const = 0;
    virtual Reports& reports() const = 0;
    virtual Calendars& calendars() const = 0;
};

}  // namespace recert::service
