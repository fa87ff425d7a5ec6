#include "service/randomness.hpp"

#include <cstring>

#include "privacy/base64url.hpp"
#include "privacy/cipher.hpp"

namespace recert::service {
namespace {

constexpr std::size_t kBlockBytes = 4'096;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kIdCharacters = 26;
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase32 = "0123456789abcdefghjkmnpqrstvwxyz";

}  // namespace

std::uint64_t Randomness::number() {
    std::uint64_t out = 0;
    const std::string drawn = bytes(sizeof out);
    std::memcpy(&out, drawn.data(), sizeof out);
    return out;
}

std::string SystemRandomness::bytes(std::size_t count) {
    if (count > kBlockBytes) return privacy::random_bytes(count);
    thread_local std::string block;
    if (block.size() < count) block = privacy::random_bytes(kBlockBytes);
    std::string out = block.substr(block.size() - count);
    block.resize(block.size() - count);
    return out;
}

std::string uuid_v7(events::Instant at, Randomness& randomness) {
    const auto time = static_cast<std::uint64_t>(at.time_since_epoch().count());
    std::string bytes;
    for (int shift = 40; shift >= 0; shift -= 8) bytes += static_cast<char>((time >> shift) & 0xFF);
    bytes += randomness.bytes(10);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x70);
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
        const auto byte = static_cast<unsigned char>(bytes[i]);
        out += kHex[byte >> 4];
        out += kHex[byte & 15];
    }
    return out;
}

std::string entry_salt(Randomness& randomness) {
    return privacy::to_base64url(randomness.bytes(kSaltBytes));
}

std::string unguessable_id(Randomness& randomness) {
    std::string out;
    for (const char c : randomness.bytes(kIdCharacters))
        out += kBase32[static_cast<unsigned char>(c) % kBase32.size()];
    return out;
}

}  // namespace recert::service
