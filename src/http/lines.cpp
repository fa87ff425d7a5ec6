#include "http/lines.hpp"

#include <algorithm>
#include <utility>

namespace recert::http {

void Lines::add(std::string_view bytes) {
    buffer_.erase(0, begin_);
    looked_ -= begin_;
    begin_ = 0;
    buffer_.append(bytes);
}

std::optional<Line> Lines::next() {
    for (;;) {
        const std::size_t from = begin_;
        const std::size_t newline = buffer_.find('\n', looked_);
        const bool has_end = newline != std::string::npos;
        const std::size_t end = std::min(newline, buffer_.size());
        const bool is_too_long = end - from > most_;
        if (!has_end && !skipping_ && !is_too_long && (!ended_ || end == from)) {
            looked_ = end;
            return std::nullopt;
        }
        begin_ = looked_ = has_end ? end + 1 : end;
        const bool was_skipping = std::exchange(skipping_, !has_end && (skipping_ || is_too_long));
        if (was_skipping && !has_end) return std::nullopt;
        if (was_skipping) continue;
        ++count_;
        if (is_too_long) return Line{.number = count_, .is_too_long = true};
        std::string_view text = std::string_view(buffer_).substr(from, end - from);
        if (text.ends_with('\r')) text.remove_suffix(1);
        return Line{.number = count_, .text = text};
    }
}

}  // namespace recert::http
