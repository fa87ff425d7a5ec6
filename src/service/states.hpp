// What a stream's state is, as JSON: a credential's standing, and what is known of a holder, an
// organization, a program. Folded as of a day, as known at an entry.
//
// Every body has `id`, `version`, `as_of`, `known_at` {"seq", "time"}, and `projected` true when
// the day is still to come. Thread-safe. Errors: not-found before the stream's first event, by
// as_of or known_at; bad-parameter; corrupt.
#pragma once

#include "ledger/reader.hpp"
#include "privacy/vault.hpp"
#include "projections/context.hpp"
#include "service/records.hpp"
#include "service/service.hpp"

namespace recert::service {

struct Reading {
    const ledger::Reader& reader;
    RecordCache& cache;
    const privacy::Vault& vault;
    events::Instant now;
};

// A stream as it was asked about: as known then, and the day on which its facts are judged.
struct Asked {
    Held record;
    StreamVersion version;
    Seq known;
    events::Instant known_time;
    events::Date as_of;
    bool is_projected = false;  // the day is still to come
};

Result<Asked> ask(const Reading& reading, const events::StreamName& stream, const When& when,
                  const Principal& who);

// `as_of`, `known_at`, and `projected` if it is.
void add_times(events::Json& body, const Asked& asked);

Result<State> state_of(const Reading& reading, const events::StreamName& stream, const When& when,
                       const Principal& who);

// What the other streams contribute to a credential, as known then.
Result<projections::Context> context_at(const ledger::Reader& reader, RecordCache& cache,
                                        const events::CredentialRegistered& credential, Seq known);

// The standing of a credential, with `id`, `version`, `as_of` and `known_at`.
Result<events::Json> standing_of(const projections::CredentialRecord& record,
                                 const projections::Context& context, const std::string& id,
                                 events::Date as_of, Seq known, events::Instant known_time);

// Holders and organizations: the members of the data of their events, later ones over earlier.
Result<events::Json> merged_data(const Reading& reading, const events::StreamName& stream,
                                 StreamVersion version, events::Date as_of, const Principal& who);

events::Json program_json(const projections::Program& program, events::Date as_of);

}  // namespace recert::service
