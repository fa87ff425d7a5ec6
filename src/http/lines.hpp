// Bytes in, lines out, whatever the pieces they come in.
//
// A line ends with LF or CRLF, the last one with the text. One that is longer than the bound is
// given out once, without its text, and passed over: no more than the bound and one piece is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recert::http {

struct Line {
    std::uint64_t number;  // from 1
    std::string_view text{};
    bool is_too_long = false;
};

class Lines {
  public:
    explicit Lines(std::size_t line_bytes_max) : most_(line_bytes_max) {}

    void add(std::string_view bytes);
    void end() { ended_ = true; }
    std::optional<Line> next();  // its text holds until the next add()
    std::uint64_t count() const { return count_; }

  private:
    const std::size_t most_;
    std::string buffer_;
    std::size_t begin_ = 0;   // of the line to come
    std::size_t looked_ = 0;  // no LF from begin_ up to here
    std::uint64_t count_ = 0;
    bool skipping_ = false;  // the rest of a line that was too long
    bool ended_ = false;
};

}  // namespace recert::http
