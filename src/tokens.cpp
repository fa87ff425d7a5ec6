#include "tokens.hpp"

#include <CLI/CLI.hpp>

#include "service/ledger_service.hpp"
#include "service/roles.hpp"
#include "service/tokens.hpp"

namespace recert {
namespace {

using events::Json;

// Whoever may write the directory may do all of it.
const service::Principal kOperator{service::Role::admin, "operator"};

constexpr std::size_t kPageItems = 1'000;

Json wanted_by(const TokensOrder& order) {
    Json wanted = {{"role", order.role}};
    const auto add = [&](const char* name, const auto& value) {
        if (!value.empty()) wanted[name] = value;
    };
    add("subject", order.subject);
    add("expires_at", order.expires_at);
    add("programs", order.programs);
    add("types", order.types);
    add("practicums", order.practicums);
    add("scopes", order.scopes);
    return wanted;
}

Status list(const service::Tokens& tokens, std::ostream& out) {
    service::Paging paging{std::nullopt, kPageItems};
    do {
        const auto page = tokens.list(kOperator, paging);
        if (!page) return tl::unexpected(page.error());
        for (const Json& token : page->items) out << events::canonical(token) << '\n';
        paging.cursor = page->next;
    } while (paging.cursor);
    return {};
}

}  // namespace

const CLI::App* add_tokens(CLI::App& app, TokensOrder& order) {
    auto* tokens = app.add_subcommand("token", "See to bearer tokens of a stopped directory");
    tokens->fallthrough()->require_subcommand(1);
    tokens->add_subcommand("list", "The tokens there are, without their secrets")
        ->fallthrough()
        ->callback([&order] { order.lists = true; });
    tokens->add_subcommand("revoke", "Revoke a token")
        ->fallthrough()
        ->add_option("token", order.revoked, "Its id, as listed")
        ->required();
    auto* create = tokens->add_subcommand("create", "Make a token, which is shown this once");
    create->fallthrough()->callback([&order] { order.creates = true; });
    create->add_option("--role", order.role, service::role_names())->required();
    create->add_option("--subject", order.subject, "Who: an id or a name");
    create->add_option("--expires-at", order.expires_at, "An RFC 3339 instant");
    create->add_option("--programs", order.programs, "For which programs")->delimiter(',');
    create->add_option("--types", order.types, "What an integration may append")->delimiter(',');
    create->add_option("--practicums", order.practicums, "An instructor's")->delimiter(',');
    create->add_option("--scopes", order.scopes, "read or write: that alone")->delimiter(',');
    return tokens;
}

Status tokens(const service::OpeningOptions& options, const TokensOrder& order, std::ostream& out) {
    const auto ledger = service::open_ledger(options);
    if (!ledger) return tl::unexpected(ledger.error());
    const auto clock =
        service::LedgerClock::open(*ledger->log, std::make_shared<service::SystemClock>(), {});
    if (!clock) return tl::unexpected(clock.error());
    service::Tokens tokens(*ledger->log, **clock, service::admin_token_path(options.data));
    RECERT_TRY(tokens.open());
    if (order.lists) return list(tokens, out);
    if (!order.creates) return tokens.revoke(kOperator, order.revoked);
    const auto made = tokens.create(kOperator, wanted_by(order));
    if (!made) return tl::unexpected(made.error());
    out << events::canonical(*made) << std::endl;
    return {};
}

}  // namespace recert
