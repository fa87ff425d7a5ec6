// Sealed fields on their way in, and on their way out to who may see them.
//
// Thread-safe, as the vault is. What a key that is gone would have opened is shown as null.
#pragma once

#include <string>

#include "events/event.hpp"
#include "events/json.hpp"
#include "privacy/vault.hpp"
#include "result.hpp"
#include "service/service.hpp"

namespace recert::service {

// Seals every clear field under `holder`'s key, bound to stream, type and field.
Status seal_fields(const privacy::Vault& vault, events::Event& event,
                   const events::StreamName& stream, const std::string& holder);

// For a dry run, which makes no key and stores nothing: a field of the right form, not secret.
void mark_fields(events::Event& event, const std::string& holder);

// How the sealed fields of an entry are shown.
enum class Sight {
    opened,  // with the vault
    sealed,  // as stored
    marked,  // a dry run's, made by mark_fields
};

// The envelope in `entry`, in its current schema, its sealed fields shown so. Errors: corrupt.
Result<events::Json> envelope_json(const privacy::Vault& vault, std::string_view entry,
                                   Sight sight);

// {"openings": [{"seq", "pointer", "key"}]}: for each sealed field of an entry the key that opens
// it and nothing else, base64url; none for a holder whose key is gone. Errors: corrupt.
Result<events::Json> openings_of(const privacy::Vault& vault, std::string_view entry);

}  // namespace recert::service
