#include "http/pending_answer.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>

namespace recert::http {

Reply PendingAnswer::reply(const std::shared_ptr<Bell>& bell, Loop& loop) const {
    return [slot = slot_, bell, weak = loop.weak_from_this()](Response response) {
        const auto alive = weak.lock();
        if (!alive) return;
        boost::asio::dispatch(alive->io(), [slot, bell, response = std::move(response)]() mutable {
            *slot = std::move(response);
            bell->ring();
        });
    };
}

}  // namespace recert::http
