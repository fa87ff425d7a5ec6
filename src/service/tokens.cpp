#include "service/tokens.hpp"

#include <charconv>

#include "ledger/hash.hpp"
#include "privacy/base64url.hpp"
#include "privacy/cipher.hpp"
#include "service/access.hpp"
#include "service/roles.hpp"
#include "service/wanted_token.hpp"
#include "store/durable_file.hpp"

namespace recert::service {
namespace {

using events::Json;

constexpr std::string_view kPrefix = "rct_";
constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kTokenCharactersMax = 256;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kIdHashBytes = 10;  // of the hash, as hexadecimal: the id tokens are named by

std::string new_token() {
    return std::string(kPrefix) + privacy::to_base64url(privacy::random_bytes(kTokenBytes));
}

std::string id_of(std::string_view hash) { return 't' + ledger::hex(hash.substr(0, kIdHashBytes)); }

// Where tokens of that id begin among the hashes.
std::optional<std::string> hash_prefix_of(std::string_view id) {
    if (id.size() != 1 + 2 * kIdHashBytes || id.front() != 't') return std::nullopt;
    std::string out;
    for (std::size_t at = 1; at < id.size(); at += 2) {
        unsigned char byte = 0;
        const char* const end = id.data() + at + 2;
        if (std::from_chars(id.data() + at, end, byte, 16).ptr != end) return std::nullopt;
        out += static_cast<char>(byte);
    }
    return out;
}

tl::unexpected<Error> unknown() {
    return fail(ErrorCode::unauthenticated, "this token is not known");
}

Result<Json> kept_json(std::string_view value) {
    auto kept = events::parse(value);
    if (!kept) return fail(ErrorCode::corrupt, "a token's row is not JSON");
    return kept;
}

}  // namespace

Result<KnownToken> Tokens::look_up(const std::string& hash) const {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto value = reader->token(hash);
    if (!value) return tl::unexpected(value.error());
    if (!*value) return unknown();
    const auto kept = kept_json(**value);
    if (!kept) return tl::unexpected(kept.error());
    const auto principal = principal_of(*kept);
    if (!principal) return tl::unexpected(principal.error());
    KnownToken out{*principal, std::nullopt};
    if (!kept->contains("expires_at")) return out;
    out.expires_at = events::parse_instant((*kept)["expires_at"].get_ref<const std::string&>());
    if (!out.expires_at) return fail(ErrorCode::corrupt, "a token's row has no instant of expiry");
    return out;
}

Result<Principal> Tokens::authenticate(std::string_view token) const {
    if (!token.starts_with(kPrefix) || token.size() > kTokenCharactersMax) return unknown();
    const std::string hash = privacy::sha256(token);
    std::optional<KnownToken> known = known_.find(hash);
    if (!known) {
        const std::uint64_t generation = known_.generation();
        const auto found = look_up(hash);
        if (!found) return tl::unexpected(found.error());
        known_.keep(hash, *found, generation);
        known = *found;
    }
    if (known->expires_at && clock_.now() >= *known->expires_at)
        return fail(ErrorCode::unauthenticated, "this token has expired");
    return std::move(known->principal);
}

Result<Json> Tokens::create(const Principal& by, const Json& wanted) {
    RECERT_TRY(may_use(by, Right::tokens));
    const std::string token = new_token();
    const std::string hash = privacy::sha256(token);
    auto row = check_wanted(wanted);
    if (!row) return tl::unexpected(row.error());
    (*row)["id"] = id_of(hash);
    if (!row->contains("subject")) (*row)["subject"] = (*row)["id"];
    (*row)["created_at"] = events::format_instant(clock_.now());
    RECERT_TRY(log_.put_token(hash, events::canonical(*row)));
    (*row)["token"] = token;
    return row;
}

Result<Page> Tokens::list(const Principal& by, const Paging& paging) const {
    RECERT_TRY(may_use(by, Right::tokens));
    const auto from = paging.cursor ? privacy::from_base64url(*paging.cursor) : std::string();
    if (!from || (paging.cursor && from->size() != kIdHashBytes))
        return fail(ErrorCode::bad_parameter, "this cursor was not given out here", "cursor");
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    Page page;
    Status outcome;
    RECERT_TRY(reader->visit_tokens(*from, [&](std::string_view hash, std::string_view value) {
        if (hash.size() != kHashBytes) return true;  // another secret's (secret_rows.hpp)
        if (page.items.size() == paging.limit) {
            page.next = privacy::to_base64url(hash.substr(0, kIdHashBytes));
            return false;
        }
        auto kept = kept_json(value);
        if (kept)
            page.items.push_back(std::move(*kept));
        else
            outcome = tl::unexpected(kept.error());
        return outcome.has_value();
    }));
    RECERT_TRY(outcome);
    return page;
}

Result<Tokens::Kept> Tokens::find(const std::string& id) const {
    const auto from = hash_prefix_of(id);
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    Result<Kept> found = fail(ErrorCode::not_found, "there is no such token");
    if (!from) return found;
    RECERT_TRY(reader->visit_tokens(*from, [&](std::string_view hash, std::string_view value) {
        if (id_of(hash) != id) return false;
        auto row = kept_json(value);
        if (row)
            found = Kept{std::string(hash), std::move(*row)};
        else
            found = tl::unexpected(row.error());
        return false;
    }));
    return found;
}

Result<Json> Tokens::one(const Principal& by, const std::string& id) const {
    RECERT_TRY(may_use(by, Right::tokens));
    auto found = find(id);
    if (!found) return tl::unexpected(found.error());
    return std::move(found->row);
}

Status Tokens::revoke(const Principal& by, const std::string& id) {
    RECERT_TRY(may_use(by, Right::tokens));
    const auto found = find(id);
    if (!found) return tl::unexpected(found.error());
    Status erased = log_.erase_token(found->hash);
    known_.forget(found->hash);
    return erased;
}

Status Tokens::ensure_admin(const std::filesystem::path& data_directory) {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    bool any = false;
    RECERT_TRY(reader->visit_tokens({}, [&](std::string_view, std::string_view) {
        any = true;
        return false;
    }));
    if (any) return {};
    // The file first: were it the other way round, a kill between would leave a token nobody knows.
    const std::string token = new_token();
    RECERT_TRY(
        store::replace_file(data_directory / "admin.token", token + '\n', store::kSecretFile));
    const std::string hash = privacy::sha256(token);
    const Json row = {{"id", id_of(hash)},
                      {"role", role_name(Role::admin)},
                      {"subject", "first"},
                      {"created_at", events::format_instant(clock_.now())}};
    return log_.put_token(hash, events::canonical(row));
}

}  // namespace recert::service
