#include "privacy/cipher.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <cassert>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace recert::privacy {
namespace {

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

// A fetched cipher and a reused context save two allocations and a lookup for each field.
EVP_CIPHER_CTX* thread_context() {
    thread_local const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    return context.get();
}

const EVP_CIPHER* aes_256_gcm() {
    static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    return cipher;
}

const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::uint8_t* bytes_of(std::string& text) { return reinterpret_cast<std::uint8_t*>(text.data()); }

// OpenSSL fails here only when the machine is out of memory or entropy: nothing to go on with.
void must(int outcome) {
    if (outcome != 1) std::abort();
}

}  // namespace

Key::Key(std::string_view bytes) {
    assert(bytes.size() == kKeyBytes);
    std::memcpy(bytes_.data(), bytes.data(), kKeyBytes);
}

Key::~Key() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

std::string_view Key::view() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    must(RAND_bytes(bytes_of(out), static_cast<int>(count)));
    return out;
}

std::string encrypt(const Key& key, std::string_view bound_to, std::string_view clear) {
    return encrypt(key, random_bytes(kNonceBytes), bound_to, clear);
}

std::string encrypt(const Key& key, std::string_view nonce, std::string_view bound_to,
                    std::string_view clear) {
    assert(nonce.size() == kNonceBytes);
    std::string out(nonce);
    out.resize(kNonceBytes + clear.size() + kTagBytes);
    EVP_CIPHER_CTX* const context = thread_context();
    int length = 0;
    must(EVP_EncryptInit_ex2(context, aes_256_gcm(), key.data(), bytes_of(out), nullptr));
    must(EVP_EncryptUpdate(context, nullptr, &length, bytes_of(bound_to),
                           static_cast<int>(bound_to.size())));
    std::uint8_t* const body = bytes_of(out) + kNonceBytes;
    must(
        EVP_EncryptUpdate(context, body, &length, bytes_of(clear), static_cast<int>(clear.size())));
    must(EVP_EncryptFinal_ex(context, body + length, &length));
    must(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kTagBytes, body + clear.size()));
    return out;
}

std::optional<std::string> decrypt(const Key& key, std::string_view bound_to,
                                   std::string_view sealed) {
    if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
    const std::string_view body =
        sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
    std::string tag(sealed.substr(kNonceBytes + body.size()));
    std::string clear(body.size(), '\0');
    EVP_CIPHER_CTX* const context = thread_context();
    int length = 0;
    must(EVP_DecryptInit_ex2(context, aes_256_gcm(), key.data(), bytes_of(sealed), nullptr));
    must(EVP_DecryptUpdate(context, nullptr, &length, bytes_of(bound_to),
                           static_cast<int>(bound_to.size())));
    must(EVP_DecryptUpdate(context, bytes_of(clear), &length, bytes_of(body),
                           static_cast<int>(body.size())));
    must(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()));
    if (EVP_DecryptFinal_ex(context, bytes_of(clear) + length, &length) != 1) return std::nullopt;
    return clear;
}

std::string hmac_sha256(const Key& key, std::string_view message) {
    std::string out(SHA256_DIGEST_LENGTH, '\0');
    unsigned length = 0;
    if (HMAC(EVP_sha256(), key.data(), kKeyBytes, bytes_of(message), message.size(), bytes_of(out),
             &length) == nullptr)
        std::abort();
    return out;
}

std::string sha256(std::string_view message) {
    std::string out(SHA256_DIGEST_LENGTH, '\0');
    SHA256(bytes_of(message), message.size(), bytes_of(out));
    return out;
}

}  // namespace recert::privacy
