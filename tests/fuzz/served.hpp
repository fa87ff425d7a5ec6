// The real service behind the real handlers, without sockets: what a request fuzz target talks to.
//
// A small world in a directory of its own, not synced, seeded: three people and their credentials,
// and a token of each role. It begins anew after kRequestsMax requests, so that an input found in a
// long run fails in a short one too. One thread; replies are waited for.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "http/app.hpp"
#include "http/message.hpp"

namespace recert::fuzz {

class Served {
  public:
    Served();
    ~Served();

    // The one of this process.
    static Served& instance();

    // Answers with the body whole where a source makes it. `pieces` is given the sink of a request
    // that has one. What must hold of every answer is checked: one reply, a status of the API's, no
    // failure of the service's, a problem that names its code, JSON that is JSON.
    using Pieces = std::function<void(http::BodySink& sink)>;
    http::Response ask(http::Request request, const Pieces& pieces);

  private:
    struct World;
    std::unique_ptr<World> world_;
    unsigned requests_ = 0;
};

}  // namespace recert::fuzz
