// What the handlers work with: the service, and where reads may block.
//
// Copied into answers that are still to come, so that an answer which outlives the server refers
// to nothing of it but the service, which must outlive its own callbacks.
#pragma once

#include <memory>

#include "http/body.hpp"
#include "http/followers.hpp"
#include "http/traffic.hpp"
#include "service/service.hpp"

namespace recert::http {

class Rates;

struct App {
    service::Service* service;
    Reads reads;
    std::shared_ptr<Followers> followers;
    std::shared_ptr<Traffic> traffic;
    std::string public_url{};        // in front of a path that a client is sent to; may be empty
    std::shared_ptr<Rates> rates{};  // null: nobody is counted
};

}  // namespace recert::http
