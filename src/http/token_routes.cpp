#include "http/route_tables.hpp"
#include "http/tokens.hpp"

namespace recert::http {

using enum Method;
using service::Right;

std::vector<Route> token_routes() {
    return {
        {.method = post,
         .pattern = "/v1/tokens",
         .needs = Right::tokens,
         .runs = OnReadPool{create_token},
         .operation = {.id = "createToken",
                       .tag = "tokens",
                       .summary = "Make a bearer token, which is shown this once",
                       .answers = {{.status = 201,
                                    .content = {{kJson, "NewToken"}},
                                    .headers = {"Location"}}},
                       .takes = {{kJson, "WantedToken"}}}},
        {.method = get,
         .pattern = "/v1/tokens",
         .needs = Right::tokens,
         .runs = OnReadPool{list_tokens},
         .operation = {.id = "listTokens",
                       .tag = "tokens",
                       .summary = "The tokens there are, without their secrets",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Token", true}},
                                    .headers = {"Link", "Cache-Control"}}}},
         .parameters = {"limit", "cursor"}},
        {.method = get,
         .pattern = "/v1/tokens/{id}",
         .needs = Right::tokens,
         .runs = OnReadPool{one_token},
         .operation = {.id = "readToken",
                       .tag = "tokens",
                       .summary = "One token, without its secret",
                       .answers = {{.status = 200,
                                    .content = {{kJson, "Token"}},
                                    .headers = {"Cache-Control"}}}}},
        {.method = delete_,
         .pattern = "/v1/tokens/{id}",
         .needs = Right::tokens,
         .runs = OnReadPool{revoke_token},
         .operation = {.id = "revokeToken",
                       .tag = "tokens",
                       .summary = "Revoke a token",
                       .answers = {{.status = 204}}}},
    };
}

}  // namespace recert::http
