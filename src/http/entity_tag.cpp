#include "http/entity_tag.hpp"

#include <openssl/sha.h>

#include <array>

namespace recert::http {

namespace {

std::string digest_of(std::string_view body) {
    // 64 bits tell two bodies of one version apart; nobody gains by making them collide.
    constexpr std::size_t kDigestBytes = 8;
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest.data());
    std::string out;
    for (std::size_t i = 0; i < kDigestBytes; ++i) {
        out += kDigits[digest[i] >> 4];
        out += kDigits[digest[i] & 0xF];
    }
    return out;
}

}  // namespace

std::string entity_tag(StreamVersion version) { return '"' + std::to_string(version.value) + '"'; }

std::string entity_tag(StreamVersion version, std::string_view body) {
    return '"' + std::to_string(version.value) + '-' + digest_of(body) + '"';
}

std::string entity_tag(std::string_view body) { return '"' + digest_of(body) + '"'; }

bool names_tag(std::string_view if_none_match, std::string_view tag) {
    if (if_none_match == "*") return true;
    // Our tags hold neither comma nor quote inside, so each element is a whole list item.
    while (!if_none_match.empty()) {
        const auto end = std::min(if_none_match.find(','), if_none_match.size());
        std::string_view one = if_none_match.substr(0, end);
        const auto first = one.find_first_not_of(" \t");
        one = first == std::string_view::npos ? std::string_view{} : one.substr(first);
        one = one.substr(0, one.find_last_not_of(" \t") + 1);
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == tag) return true;
        if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
    }
    return false;
}

}  // namespace recert::http
