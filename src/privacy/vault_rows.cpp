#include "privacy/vault_rows.hpp"

namespace recert::privacy {
namespace {

std::string wrapping_place(std::string_view holder) { return "holder-key/" + std::string(holder); }

}  // namespace

const std::string kMadeRow(1, '\0');
const std::string kDestroyingRow = kMadeRow + "destroying";

bool is_holder(std::string_view row) { return !row.starts_with('\0'); }

std::string wrap(const Key& master, std::string_view holder, const Key& key) {
    return encrypt(master, wrapping_place(holder), key.view());
}

std::optional<Key> unwrap(const std::vector<Key>& masters, std::string_view holder,
                          std::string_view wrapped) {
    for (const Key& master : masters)
        if (const auto bytes = decrypt(master, wrapping_place(holder), wrapped);
            bytes && bytes->size() == kKeyBytes)
            return Key(*bytes);
    return std::nullopt;
}

}  // namespace recert::privacy
