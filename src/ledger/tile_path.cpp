#include "ledger/tile_path.hpp"

#include <charconv>

namespace recert::ledger {

namespace {

constexpr std::size_t kGroupDigits = 3;
constexpr std::string_view kPartial = ".p/";
constexpr std::size_t kPathBytesMax = 64;

std::string index_text(std::uint64_t index) {
    std::string digits = std::to_string(index);
    digits.insert(0, (kGroupDigits - digits.size() % kGroupDigits) % kGroupDigits, '0');
    std::string text;
    for (std::size_t at = 0; at < digits.size(); at += kGroupDigits) {
        const bool is_last = at + kGroupDigits == digits.size();
        text.append(is_last ? "" : "x").append(digits, at, kGroupDigits);
        if (!is_last) text += '/';
    }
    return text;
}

// Whatever is no digit shows when the number is written again.
template <class Number>
Number number_in(const std::string& digits) {
    Number value{};
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

}  // namespace

std::string TilePath::text() const {
    std::string out = index_text(index);
    return is_full() ? out : out.append(kPartial).append(std::to_string(width));
}

std::optional<TilePath> TilePath::parse(std::string_view text) {
    if (text.size() > kPathBytesMax) return std::nullopt;
    const std::size_t partial = text.find(kPartial);
    std::string digits;
    for (const char c : text.substr(0, partial))
        if (c != 'x' && c != '/') digits += c;
    TilePath parsed{number_in<std::uint64_t>(digits)};
    if (partial != text.npos) {
        parsed.width = number_in<std::size_t>(std::string(text.substr(partial + kPartial.size())));
        if (parsed.width == 0 || parsed.width >= kTileWidth) return std::nullopt;
    }
    if (parsed.text() != text) return std::nullopt;
    return parsed;
}

}  // namespace recert::ledger
