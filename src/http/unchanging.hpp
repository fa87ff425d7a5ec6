// A public body with an entity tag of its bytes: it may be kept, but is asked for again each time.
#pragma once

#include <string>
#include <string_view>

#include "http/call.hpp"

namespace recert::http {

class Unchanging {
  public:
    Unchanging(std::string_view media, std::string body);  // `media` is a literal

    // 200, or 304 when If-None-Match names its tag.
    Response answer(const Call& call) const;

    const std::string& body() const { return body_; }

  private:
    std::string_view media_;
    std::string body_;
    std::string tag_;
};

}  // namespace recert::http
