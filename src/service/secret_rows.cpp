#include "service/secret_rows.hpp"

#include <vector>

#include "privacy/base64url.hpp"
#include "privacy/cipher.hpp"

namespace recert::service {
namespace {

constexpr std::size_t kSecretBytes = 32;

}  // namespace

std::string new_secret() { return privacy::to_base64url(privacy::random_bytes(kSecretBytes)); }

std::string secret_key(std::string_view word, std::string_view secret) {
    return std::string(word) + privacy::sha256(secret);
}

Result<std::optional<events::Json>> secret_row(const ledger::Log& log, const std::string& key) {
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto value = reader->token(key);
    if (!value) return tl::unexpected(value.error());
    if (!*value) return std::nullopt;
    auto row = events::parse(**value);
    if (!row || !row->is_object()) return fail(ErrorCode::corrupt, "a secret's row is not JSON");
    return std::move(*row);
}

Status erase_secret_rows(
    ledger::Log& log, std::string_view word,
    const std::function<bool(const std::string& key, const events::Json& row)>& is_over) {
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    std::vector<std::string> over;
    RECERT_TRY(reader->visit_tokens(word, [&](std::string_view key, std::string_view value) {
        if (!key.starts_with(word)) return false;
        const auto row = events::parse(value);
        if (!row || is_over(std::string(key), *row)) over.emplace_back(key);
        return true;
    }));
    for (const std::string& key : over) RECERT_TRY(log.erase_token(key));
    return {};
}

events::Instant instant_of(const events::Json& row, const char* name) {
    return events::parse_instant(row.value(name, "")).value_or(events::Instant{});
}

}  // namespace recert::service
