// A response's head as bytes, and the frame of a chunk. The body is sent beside them in one
// gathered write.
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace recert::http {

struct Framing {
    bool http_1_0 = false;
    bool keep_alive = true;
    bool secure = false;  // over TLS
};

// Status line and headers, the blank line included. `out` is overwritten.
void write_head(std::string& out, const Response& response, const Framing& framing);

// Whether a body follows the head: not after HEAD, nor with a status that has none.
bool has_body(const Response& response, Method method);

// The line before a chunk of `size` bytes, which is not 0. `out` is overwritten.
void write_chunk_size(std::string& out, std::size_t size);

inline constexpr std::string_view kChunkEnd = "\r\n";
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";
inline constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace recert::http
