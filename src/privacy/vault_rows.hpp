// The rows of the store of data keys: holder -> the key, wrapped; and a few rows of the vault's
// own, which come before all holders. For the vault only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "privacy/cipher.hpp"

namespace recert::privacy {

// No holder's id begins with a NUL.
extern const std::string kMadeRow;        // count of the keys ever made, in decimal
extern const std::string kDestroyingRow;  // there while keys that were erased may be in files

bool is_holder(std::string_view row);

std::string wrap(const Key& master, std::string_view holder, const Key& key);
// Under any of the master keys; nullopt: under none.
std::optional<Key> unwrap(const std::vector<Key>& masters, std::string_view holder,
                          std::string_view wrapped);

}  // namespace recert::privacy
