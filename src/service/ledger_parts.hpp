// What a LedgerService is made of, for its own files only.
#pragma once

#include "service/about.hpp"
#include "service/accesses.hpp"
#include "service/backing_up.hpp"
#include "service/badges.hpp"
#include "service/checkpointing.hpp"
#include "service/collection.hpp"
#include "service/erasure.hpp"
#include "service/history.hpp"
#include "service/ledger_calendars.hpp"
#include "service/ledger_service.hpp"
#include "service/ledger_verifications.hpp"
#include "service/opened_ledger.hpp"
#include "service/papers.hpp"
#include "service/rebuilding.hpp"
#include "service/reminding.hpp"
#include "service/reporting.hpp"
#include "service/signing_in.hpp"
#include "service/states.hpp"
#include "service/sweep.hpp"
#include "service/tokens.hpp"

namespace recert::service {

// In the order in which they are needed: what works in the background ends first, then the
// sequencer, then the last checkpoint is signed.
struct LedgerService::Parts {
    Parts(const ServiceOptions& service_options, OpenedLedger opened,
          std::unique_ptr<LedgerClock> its_clock)
        : options(service_options),
          ledger(std::move(opened)),
          clock(std::move(its_clock)),
          tokens(*ledger.log, *clock, admin_token_path(options.data)) {}

    Surroundings surroundings() {
        return {*ledger.log, *ledger.vault, cache, *clock, *options.randomness};
    }

    // A question with all that a read needs, as of this moment.
    template <class Question>
    auto read(const Question& question) const
        -> decltype(question(std::declval<const Reading&>())) {
        const auto now = ledger.log->reader();
        if (!now) return tl::unexpected(now.error());
        return question(Reading{*now, cache, *ledger.vault, clock->now()});
    }

    struct Entry {
        std::string bytes;
        events::StreamName stream;
    };
    // Errors: not-found, also for what the reader may not know of; corrupt.
    Result<Entry> readable_entry(const ledger::Reader& reader, Seq seq, const Principal& who) const;

    // Notes that it was read, before it is answered. What is about no holder is no access, nor is
    // what holders read, which is their own.
    Status note(const Principal& who, const ledger::Reader& reader,
                const events::StreamName& stream) const {
        if (who.role == Role::holder) return {};
        if (stream.kind == events::StreamKind::holder)
            return accesses->note(who, stream.text(), stream.id);
        if (stream.kind != events::StreamKind::credential) return {};
        const auto subject = about_stream(reader, cache, stream);
        if (!subject) return tl::unexpected(subject.error());
        return accesses->note(who, stream.text(), subject->holder);
    }

    ServiceOptions options;
    OpenedLedger ledger;
    std::unique_ptr<LedgerClock> clock;
    mutable RecordCache cache;
    Tokens tokens;
    std::unique_ptr<Accesses> accesses;
    std::unique_ptr<SigningIn> sign_in;
    std::unique_ptr<Papers> papers;
    std::unique_ptr<Badges> badges;
    std::unique_ptr<LedgerCalendars> calendars;
    std::unique_ptr<LedgerVerifications> verifications;
    std::unique_ptr<Reporting> reports;
    std::unique_ptr<Checkpointing> checkpointing;
    std::unique_ptr<Sequencer> sequencer;
    std::unique_ptr<Erasure> erasure;
    std::unique_ptr<Sweep> sweep;
    std::unique_ptr<Rebuilding> rebuilding;
    std::unique_ptr<Reminding> reminding;
    std::unique_ptr<BackingUp> backing_up;
};

}  // namespace recert::service
