// An append as the sequencer takes it: parsed and admitted as far as that needs no state.
//
// intake() runs on the caller's thread, so that the one sequencer thread has little to do. Errors:
// unknown-type and schema (a pointer into the body), forbidden, too-large (more than kDraftsMax).
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "privacy/cipher.hpp"
#include "service/service.hpp"

namespace recert::service {

inline constexpr std::size_t kDraftsMax = 1'000;
inline constexpr std::size_t kIdempotencyKeyBytesMax = 255;

struct Item {
    events::Event event;
    std::optional<events::OccurredAt> occurred_at;  // absent: now
    std::string pointer;                            // of the event object in the body
};

// An idempotency key within its actor's, and what it was sent with.
struct Keyed {
    std::string key;     // as the client gave it
    std::string scope;   // actor ‖ 0x00 ‖ key
    std::string digest;  // keyed, of the request
};

struct Command {
    Principal principal;
    events::Actor actor;
    events::StreamName stream;
    bool creates = false;
    bool may_exist = false;
    std::vector<Item> items;        // none: the service decides again about the credential
    std::optional<Seq> cause;       // of deciding again: another stream's event, if it was one
    std::vector<std::string> also;  // of an erasure: the others that are the same person
    std::optional<StreamVersion> expected;
    std::optional<Keyed> keyed;
    bool dry_run = false;
    std::chrono::steady_clock::time_point queued_at{};
    std::function<void(Result<Appended>)> done;
};

// An append of a client's; `erases`: the one of an erasure, which nobody else may make.
Result<Command> intake(Append request, const privacy::Key& digest_key, bool erases = false);

// The same erasure, of another holder that is the same person.
Command erase_also(const Command& erasure, const std::string& holder);

// What the rules make due on the credential by now, if anything, and nothing else.
Command decide_again(const std::string& credential, std::optional<Seq> cause);

}  // namespace recert::service
