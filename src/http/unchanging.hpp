// A public body with an entity tag of its bytes, sent compressed to who takes it so. It may be
// kept, but is asked for again each time; or, where its address changes with it, is kept for good.
#pragma once

#include <string>
#include <string_view>

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::string_view kAskAgain = "public, no-cache";
inline constexpr std::string_view kKeep = "public, max-age=31536000, immutable";

class Unchanging {
  public:
    Unchanging(std::string_view media, std::string body);  // `media` is a literal

    // 200, or 304 when If-None-Match names its tag.
    Response answer(const Call& call, std::string_view caching = kAskAgain) const;

    const std::string& body() const { return body_; }

  private:
    std::string_view media_;
    std::string body_;
    std::string zipped_;
    std::string tag_;
    std::string zipped_tag_;  // other bytes, another tag
};

}  // namespace recert::http
