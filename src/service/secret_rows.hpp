// Secrets beside the tokens of api §2: rows of the ledger's `tokens` family, each under a word and
// the SHA-256 of its secret, so that they are told from tokens, which have the hash alone.
//
// Errors: storage and its like; corrupt, for a row that is not JSON. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "events/json.hpp"
#include "events/values.hpp"
#include "ledger/log.hpp"

namespace recert::service {

// 256 random bits, base64url.
std::string new_secret();
std::string secret_key(std::string_view word, std::string_view secret);

Result<std::optional<events::Json>> secret_row(const ledger::Log& log, const std::string& key);
Status erase_secret_rows(
    ledger::Log& log, std::string_view word,
    const std::function<bool(const std::string& key, const events::Json& row)>& is_over);

// Of a row's member; the first instant there is, when it is not one.
events::Instant instant_of(const events::Json& row, const char* name);

}  // namespace recert::service
