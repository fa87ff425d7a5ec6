#include "documents/png.hpp"

#include <zlib.h>

namespace recert::documents {
namespace {

std::string big_endian(std::uint32_t number) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift);
    return out;
}

std::string chunk(std::string_view type, std::string_view data) {
    const std::string body = std::string(type).append(data);
    const auto check =
        crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian(static_cast<std::uint32_t>(data.size())) + body +
           big_endian(static_cast<std::uint32_t>(check));
}

}  // namespace

std::string with_text(const std::string& png, std::string_view keyword, std::string_view text) {
    constexpr std::size_t kSignature = 8;
    constexpr std::size_t kHeaderChunk = 4 + 4 + 13 + 4;
    // Neither compressed nor in a language of its own.
    constexpr std::string_view kPlain("\0\0\0\0\0", 5);
    std::string out = png;
    return out.insert(kSignature + kHeaderChunk,
                      chunk("iTXt", std::string(keyword).append(kPlain).append(text)));
}

}  // namespace recert::documents
