#include "privacy/sealed_field.hpp"

#include <cassert>

namespace recert::privacy {
namespace {

const std::string kCommitment(kCommitmentBytes, '\0');

Key key_by_nonce(const Key& data_key, std::string_view nonce, std::string_view place) {
    std::string named(nonce);
    named.append(place);
    return Key(hmac_sha256(data_key, named));
}

}  // namespace

std::string place(std::string_view stream, std::string_view type, std::string_view field) {
    std::string out;
    out.reserve(stream.size() + type.size() + field.size() + 2);
    out.append(stream).append(1, '\0').append(type).append(1, '\0').append(field);
    return out;
}

std::string seal_field(const Key& data_key, std::string_view place, std::string_view clear) {
    const std::string nonce = random_bytes(kNonceBytes);
    std::string committed = kCommitment;
    committed.append(clear);
    return encrypt(key_by_nonce(data_key, nonce, place), nonce, place, committed);
}

std::optional<std::string> open_field(const Key& data_key, std::string_view place,
                                      std::string_view sealed) {
    if (sealed.size() < kNonceBytes) return std::nullopt;
    return open_with(field_key(data_key, place, sealed), place, sealed);
}

Key field_key(const Key& data_key, std::string_view place, std::string_view sealed) {
    assert(sealed.size() >= kNonceBytes);
    return key_by_nonce(data_key, sealed.substr(0, kNonceBytes), place);
}

std::optional<std::string> open_with(const Key& field_key, std::string_view place,
                                     std::string_view sealed) {
    auto committed = decrypt(field_key, place, sealed);
    if (!committed || !committed->starts_with(kCommitment)) return std::nullopt;
    return committed->erase(0, kCommitmentBytes);
}

}  // namespace recert::privacy
