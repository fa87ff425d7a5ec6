// A request that found its route: who asks, about what, with which parameters.
//
// `request` keeps the lifetime of message.hpp; everything else is owned.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/app.hpp"
#include "http/message.hpp"
#include "http/target.hpp"
#include "result.hpp"
#include "service/service.hpp"

namespace recert::http {

struct Call {
    Request request;
    const App& app;
    Target target;
    std::string id;                               // the first {…} of the path, if it has one
    std::string sub_id;                           // the second
    events::StreamKind kind{};                    // of the route's collection, if it has one
    std::optional<service::Principal> principal;  // present unless the route is open
    std::string request_id{};

    events::StreamName stream() const { return {kind, id}; }
    std::optional<std::string> parameter(std::string_view name) const;
};

using Answer = std::function<void(Result<Response>)>;

// Errors: not-found, for an id that is not of the form of ids.
Status check_id(const Call& call);

service::When when_of(const Call& call);

// min … max. Errors: bad-parameter.
Result<std::size_t> number(const Call& call, std::string_view name, std::size_t min,
                           std::size_t max, std::size_t absent);
// 1 … 1,000, 100 when absent.
Result<std::size_t> page_limit(const Call& call);
// `true` or `false` (absent: false); anything else is a bad-parameter.
Result<bool> flag(const Call& call, std::string_view name);

}  // namespace recert::http
