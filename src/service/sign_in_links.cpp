#include "service/sign_in_links.hpp"

#include "service/secret_rows.hpp"

namespace recert::service {
namespace {

using events::Json;

constexpr std::string_view kWord = "link:";

}  // namespace

Result<SignInLink> SignInLinks::make(const std::string& holder, std::chrono::minutes lasts) {
    SignInLink link{new_secret(), clock_.now() + lasts};
    const Json row = {{"holder", holder}, {"expires_at", events::format_instant(link.expires_at)}};
    RECERT_TRY(log_.put_token(secret_key(kWord, link.code), events::canonical(row)));
    return link;
}

Result<std::string> SignInLinks::use(std::string_view code) {
    const std::lock_guard lock(using_);
    const std::string key = secret_key(kWord, code);
    const auto row = secret_row(log_, key);
    if (!row) return tl::unexpected(row.error());
    if (!*row || clock_.now() >= instant_of(**row, "expires_at"))
        return fail(ErrorCode::link_not_valid,
                    "this sign-in link has been used, has expired, or is none");
    RECERT_TRY(log_.erase_token(key));  // before anybody is let in by it
    return (*row)->value("holder", "");
}

Status SignInLinks::forget_holder(const std::string& holder) {
    const std::lock_guard lock(using_);
    return erase_secret_rows(log_, kWord, [&](const std::string&, const Json& row) {
        return row.value("holder", "") == holder;
    });
}

Status SignInLinks::erase_expired() {
    const auto now = clock_.now();
    return erase_secret_rows(log_, kWord, [&](const std::string&, const Json& row) {
        return now >= instant_of(row, "expires_at");
    });
}

}  // namespace recert::service
