// The items of a transcript in words, for transcript_tables.cpp alone. Pure.
#pragma once

#include <string>
#include <vector>

#include "events/json.hpp"

namespace recert::documents {

const std::string& text_of(const events::Json& value);

// Those that are not empty, with a dot between.
std::string joined(const std::vector<std::string>& words);

// What an item's receipt proves, as far as people compare it.
std::string proof_of(const events::Json& item);

std::string period_of(const events::Json& from, const events::Json& until);

// Of an activity: its categories, its files, its days.
std::string categories_of(const events::Json& activity);
std::string files_of(const events::Json& activity);
std::string days_of(const events::Json& activity);

// Of a member of all of them.
std::string sum_of(const events::Json& activities, const char* what);

std::string requirement_words(const events::Json& requirement);
std::string met_words(const events::Json& requirement);
std::string type_words(std::string type);  // credential.awarded: Credential awarded
std::string decision_words(const events::Json& decision);
std::string fee_entry_words(const events::Json& entry);

}  // namespace recert::documents
