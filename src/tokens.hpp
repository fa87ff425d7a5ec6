// `recertd token`: tokens made, listed and revoked on a stopped directory, by the same checks as
// the routes. The way back for who has lost every administrator's token.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "result.hpp"
#include "service/opened_ledger.hpp"

namespace CLI {
class App;
}

namespace recert {

struct TokensOrder {
    bool creates = false;
    bool lists = false;
    std::string role;
    std::string subject;
    std::string expires_at;
    std::vector<std::string> programs;
    std::vector<std::string> types;
    std::vector<std::string> practicums;
    std::vector<std::string> scopes;
    std::string revoked;  // its id
};

// `recertd token create --role …`, `recertd token list`, `recertd token revoke ID`: the subcommand,
// which fills in `order`.
const CLI::App* add_tokens(CLI::App& app, TokensOrder& order);

// Prints a JSON object a line: the token made, with its secret; or each token there is. Errors:
// those of service/tokens.hpp and opened_ledger.hpp.
Status tokens(const service::OpeningOptions& options, const TokensOrder& order, std::ostream& out);

}  // namespace recert
