#include "documents/status_list.hpp"

#include <zlib.h>

#include <stdexcept>

#include "documents/badge_proof.hpp"
#include "privacy/base64url.hpp"
#include "privacy/cipher.hpp"

namespace recert::documents {
namespace {

using events::Json;

// The 17 bits of an index in two halves, mixed with each other in turn.
constexpr unsigned kHighBits = 9;
constexpr unsigned kLowBits = 8;
constexpr unsigned kRounds = 6;

std::uint64_t mix(const std::string& key, unsigned round, std::uint64_t half, unsigned bits) {
    std::string message = key;
    message += static_cast<char>(round);
    message += static_cast<char>(half >> 8);
    message += static_cast<char>(half & 0xFF);
    const std::string digest = privacy::sha256(message);
    const std::uint64_t number = static_cast<unsigned char>(digest[0]) |
                                 (std::uint64_t{static_cast<unsigned char>(digest[1])} << 8);
    return number & ((std::uint64_t{1} << bits) - 1);
}

std::uint64_t scattered(std::string_view log, std::uint64_t list, std::uint64_t position) {
    const std::string key =
        privacy::sha256(std::string(log).append(1, '\0').append(std::to_string(list)));
    std::uint64_t high = position >> kLowBits;
    std::uint64_t low = position & ((std::uint64_t{1} << kLowBits) - 1);
    for (unsigned round = 0; round < kRounds; round += 2) {
        high ^= mix(key, round, low, kHighBits);
        low ^= mix(key, round + 1, high, kLowBits);
    }
    return (high << kLowBits) | low;
}

std::string gzip(std::string_view bytes) {
    constexpr int kWithGzipHeader = 15 + 16;
    constexpr int kMemory = 8;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kWithGzipHeader, kMemory,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    std::string copy(bytes);
    stream.next_in = reinterpret_cast<Bytef*>(copy.data());
    stream.avail_in = static_cast<uInt>(copy.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool is_whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (!is_whole) throw std::logic_error("a status list was not compressed");
    return out;
}

std::string list_url(const BadgeIssuer& issuer, StatusPurpose purpose, std::uint64_t list) {
    return issuer.url + "/v1/status-lists/" + std::string(purpose_name(purpose)) + '/' +
           std::to_string(list);
}

}  // namespace

std::string_view purpose_name(StatusPurpose purpose) {
    return purpose == StatusPurpose::revocation ? "revocation" : "suspension";
}

StatusPlace status_place(std::string_view log, Seq place) {
    const std::uint64_t list = place.value / kStatusListBits;
    return {list, scattered(log, list, place.value % kStatusListBits)};
}

Json status_entries(const BadgeIssuer& issuer, Seq place) {
    const auto [list, index] = status_place(issuer.log, place);
    Json entries = Json::array();
    for (const StatusPurpose purpose : {StatusPurpose::revocation, StatusPurpose::suspension}) {
        const std::string url = list_url(issuer, purpose, list);
        entries.push_back({{"id", url + '#' + std::to_string(index)},
                           {"type", "BitstringStatusListEntry"},
                           {"statusPurpose", purpose_name(purpose)},
                           {"statusListIndex", std::to_string(index)},
                           {"statusListCredential", url}});
    }
    return entries;
}

std::string encoded_bits(const std::vector<std::uint64_t>& set) {
    std::string bits(kStatusListBits / 8, '\0');
    for (const std::uint64_t index : set)
        bits.at(index / 8) = static_cast<char>(bits.at(index / 8) | (0x80 >> (index % 8)));
    return 'u' + privacy::to_base64url(gzip(bits));
}

Json status_list(const BadgeIssuer& issuer, StatusPurpose purpose, std::uint64_t list,
                 const std::vector<Seq>& marked, events::Instant since) {
    std::vector<std::uint64_t> set;
    set.reserve(marked.size());
    for (const Seq place : marked) set.push_back(status_place(issuer.log, place).index);
    const std::string url = list_url(issuer, purpose, list);
    return {{"@context", {"https://www.w3.org/ns/credentials/v2"}},
            {"id", url},
            {"type", {"VerifiableCredential", "BitstringStatusListCredential"}},
            {"issuer", did(issuer)},
            {"validFrom", seconds_text(since)},
            {"credentialSubject",
             {{"id", url + "#list"},
              {"type", "BitstringStatusList"},
              {"statusPurpose", purpose_name(purpose)},
              {"encodedList", encoded_bits(set)}}}};
}

}  // namespace recert::documents
