// How documents put codes, dates and amounts into words. Pure, thread-safe.
#pragma once

#include <optional>
#include <string>

#include "events/json.hpp"
#include "projections/standing.hpp"

namespace recert::documents {

std::string date_words(const events::Json& date);  // "2026-05-07": 7 May 2026; null: –

// renewal-fee: Renewal fee; education.power-skills: Education, power skills.
std::string code_words(const std::string& code);

std::string capital(std::string words);  // with a capital first, if that is one of a to z

std::string money_words(const events::Json& money);  // {"amount", "currency"}: 199.00 USD; null: –

std::string amount_words(const events::Json& amount);                        // 24.5
std::string amount_of(const events::Json& amount, const std::string& unit);  // 24.5 hours

// What has to be said of a credential that is not simply active; nullopt: nothing.
std::optional<std::string> status_words(projections::CredentialStatus status);

}  // namespace recert::documents
