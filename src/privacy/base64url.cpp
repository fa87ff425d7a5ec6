#include "privacy/base64url.hpp"

#include <array>
#include <cstdint>

namespace recert::privacy {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kNone = 0xFF;

constexpr std::array<std::uint8_t, 256> reverse_alphabet() {
    std::array<std::uint8_t, 256> out{};
    for (auto& value : out) value = kNone;
    for (std::size_t i = 0; i < kAlphabet.size(); ++i)
        out[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
    return out;
}
constexpr auto kReverse = reverse_alphabet();

}  // namespace

std::string to_base64url(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : bytes) {
        held = (held << 8) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 6;) out += kAlphabet[(held >> (bits -= 6)) & 63];
    }
    if (bits > 0) out += kAlphabet[(held << (6 - bits)) & 63];
    return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : text) {
        const std::uint8_t value = kReverse[static_cast<unsigned char>(c)];
        if (value == kNone) return std::nullopt;
        held = (held << 6) | value;
        if ((bits += 6) >= 8) out += static_cast<char>((held >> (bits -= 8)) & 0xFF);
    }
    const bool stray = bits == 6 || (held & ((1U << bits) - 1)) != 0;
    if (stray) return std::nullopt;
    return out;
}

}  // namespace recert::privacy
