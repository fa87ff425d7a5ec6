#include "privacy/file_type.hpp"

#include <array>
#include <cstdint>

namespace recert::privacy {
namespace {

// Bytes that follow the first one of a character; -1: it begins none (RFC 3629).
int followers(std::uint8_t first) {
    if (first < 0x80) return 0;
    if (first >= 0xC2 && first <= 0xDF) return 1;
    if (first >= 0xE0 && first <= 0xEF) return 2;
    if (first >= 0xF0 && first <= 0xF4) return 3;
    return -1;
}

// What may come second: no surrogates, nothing in more bytes than it needs, nothing beyond
// U+10FFFF.
bool may_follow(std::uint8_t first, std::uint8_t second) {
    const std::uint8_t least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= most;
}

bool is_control(std::uint8_t byte) {
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f') ||
           byte == 0x7F;
}

bool is_text(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto first = static_cast<std::uint8_t>(bytes[i]);
        const int more = followers(first);
        if (is_control(first) || more < 0) return false;
        if (static_cast<std::size_t>(more) >= bytes.size() - i) return false;
        for (int n = 1; n <= more; ++n) {
            const auto next = static_cast<std::uint8_t>(bytes[++i]);
            if (n == 1 ? !may_follow(first, next) : (next & 0xC0) != 0x80) return false;
        }
    }
    return !bytes.empty();
}

}  // namespace

std::optional<FileType> file_type(std::string_view bytes) {
    if (bytes.starts_with("%PDF-")) return FileType::pdf;
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return FileType::png;
    if (bytes.starts_with("\xff\xd8\xff")) return FileType::jpeg;
    if (is_text(bytes)) return FileType::text;
    return std::nullopt;
}

std::string_view media_of(FileType type) {
    constexpr std::array<std::string_view, 4> kMedia = {"application/pdf", "image/png",
                                                        "image/jpeg", "text/plain; charset=utf-8"};
    return kMedia.at(static_cast<std::size_t>(type));
}

}  // namespace recert::privacy
