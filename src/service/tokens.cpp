#include "service/tokens.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "ledger/hash.hpp"
#include "privacy/base64url.hpp"
#include "privacy/cipher.hpp"
#include "service/access.hpp"
#include "service/roles.hpp"
#include "service/secret_rows.hpp"
#include "service/wanted_token.hpp"
#include "store/durable_file.hpp"

namespace recert::service {
namespace {

using events::Json;

constexpr std::string_view kPrefix = "rct_";
constexpr std::string_view kFirst = "first";  // the subject of the first start's token
constexpr std::size_t kTokenCharactersMax = 256;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kIdHashBytes = 10;  // of the hash, as hexadecimal: the id tokens are named by

std::string new_token() { return std::string(kPrefix) + new_secret(); }

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

// Which may make tokens, and whose name an actor in the ledger has.
bool is_named_admin(const Json& row) {
    const auto scopes = row.find("scopes");
    const bool may_write =
        scopes == row.end() || std::ranges::find(*scopes, Json("write")) != scopes->end();
    return row.value("role", "") == role_name(Role::admin) && may_write &&
           row.value("subject", "") != kFirst && row.value("subject", "") != row.value("id", "");
}

bool is_first(const Json& row) {
    return row.value("role", "") == role_name(Role::admin) && row.value("subject", "") == kFirst;
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
    const auto row = secret_row(log_, hash);
    if (!row) return tl::unexpected(row.error());
    if (!*row) return unknown();
    const Json& kept = **row;
    const auto principal = principal_of(kept);
    if (!principal) return tl::unexpected(principal.error());
    if (kept.contains("retired_at"))
        return fail(
            ErrorCode::unauthenticated,
            "this is the token of the first start, and a named administrator's has been made "
            "since: use that one");
    KnownToken out{kept.value("id", ""), *principal, std::nullopt};
    if (!kept.contains("expires_at")) return out;
    out.expires_at = events::parse_instant(kept["expires_at"].get_ref<const std::string&>());
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
    uses_.note(known->id, clock_.now());
    return std::move(known->principal);
}

Result<Json> Tokens::create(const Principal& by, const Json& wanted) {
    RECERT_TRY(may_use(by, Right::tokens));
    const std::string token = new_token();
    const std::string hash = privacy::sha256(token);
    auto row = check_wanted(wanted);
    if (!row) return tl::unexpected(row.error());
    if (is_first(*row))
        return fail(ErrorCode::schema, "the token of the first start has this name", "/subject");
    const events::Instant now = clock_.now();
    if (row->contains("expires_at") &&
        events::parse_instant((*row)["expires_at"].get_ref<const std::string&>()) <= now)
        return fail(ErrorCode::schema, "this instant has passed", "/expires_at");
    (*row)["id"] = id_of(hash);
    if (!row->contains("subject")) (*row)["subject"] = (*row)["id"];
    (*row)["created_at"] = events::format_instant(now);
    RECERT_TRY(log_.put_token(hash, events::canonical(*row)));
    if (is_named_admin(*row)) RECERT_TRY(retire_first());
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
        if (!kept) {
            outcome = tl::unexpected(kept.error());
            return false;
        }
        add_use(*kept);
        page.items.push_back(std::move(*kept));
        return true;
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
    add_use(found->row);
    return std::move(found->row);
}

Status Tokens::revoke(const Principal& by, const std::string& id) {
    RECERT_TRY(may_use(by, Right::tokens));
    const auto found = find(id);
    if (!found) return tl::unexpected(found.error());
    Status erased = log_.erase_token(found->hash);
    known_.forget(found->hash);
    uses_.forget(id);
    return erased;
}

void Tokens::add_use(Json& row) const {
    if (const auto last = uses_.last(row.value("id", "")))
        row["last_used_at"] = events::format_instant(*last);
}

Status Tokens::open() {
    RECERT_TRY(uses_.read());
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    bool any = false;
    bool named = false;
    RECERT_TRY(reader->visit_tokens({}, [&](std::string_view, std::string_view value) {
        any = true;
        const auto row = kept_json(value);
        named = row && is_named_admin(*row);
        return !named;
    }));
    if (!any) return make_first();
    return named ? retire_first() : Status();  // which a kill may have kept from being done
}

Status Tokens::make_first() {
    // The file first: were it the other way round, a kill between would leave a token nobody knows.
    const std::string token = new_token();
    RECERT_TRY(store::replace_file(first_file_, token + '\n', store::kSecretFile));
    const std::string hash = privacy::sha256(token);
    const Json row = {{"id", id_of(hash)},
                      {"role", role_name(Role::admin)},
                      {"subject", kFirst},
                      {"created_at", events::format_instant(clock_.now())}};
    return log_.put_token(hash, events::canonical(row));
}

Status Tokens::retire_first() {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    std::vector<Kept> found;
    RECERT_TRY(reader->visit_tokens({}, [&](std::string_view hash, std::string_view value) {
        auto row = kept_json(value);
        if (row && is_first(*row)) found.push_back({std::string(hash), std::move(*row)});
        return true;
    }));
    for (Kept& first : found) {
        if (first.row.contains("retired_at")) continue;
        first.row["retired_at"] = events::format_instant(clock_.now());
        RECERT_TRY(log_.put_token(first.hash, events::canonical(first.row)));
        known_.forget(first.hash);
    }
    std::error_code ignored;  // a file that stays is worth nothing
    std::filesystem::remove(first_file_, ignored);
    return {};
}

}  // namespace recert::service
