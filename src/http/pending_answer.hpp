// An answer that comes at once or later, on the loop's thread or from any other; taken on the
// loop's thread, where its coming rings the connection's bell.
#pragma once

#include <memory>
#include <optional>

#include "http/bell.hpp"
#include "http/loop.hpp"
#include "http/message.hpp"

namespace recert::http {

class PendingAnswer {
  public:
    // May be called when this is gone, or the loop: then nobody hears it.
    Reply reply(const std::shared_ptr<Bell>& bell, Loop& loop) const;

    bool is_here() const { return slot_->has_value(); }
    Response take() { return std::move(**slot_); }  // once

  private:
    std::shared_ptr<std::optional<Response>> slot_ = std::make_shared<std::optional<Response>>();
};

}  // namespace recert::http
