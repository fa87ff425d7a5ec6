// A response's head as bytes. The body is sent beside it in one gathered write.
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace recert::http {

struct Framing {
    bool http_1_0 = false;
    bool keep_alive = true;
};

// Status line and headers, the blank line included. `out` is overwritten.
void write_head(std::string& out, const Response& response, const Framing& framing);

// Whether a body follows the head: not after HEAD, nor with a status that has none.
bool has_body(const Response& response, Method method);

inline constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace recert::http
