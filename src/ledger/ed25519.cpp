#include "ledger/ed25519.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>

namespace recert::ledger::ed25519 {

namespace {

constexpr std::size_t kSignatureBytes = 64;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

Key private_key(const note::Seed& seed) {
    return {EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()),
            &EVP_PKEY_free};
}

Context new_context() { return {EVP_MD_CTX_new(), &EVP_MD_CTX_free}; }

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

Result<note::Seed> random_seed() {
    note::Seed seed;
    if (RAND_priv_bytes(seed.data(), static_cast<int>(seed.size())) != 1)
        return fail(ErrorCode::storage, "the system gives no random numbers");
    return seed;
}

Result<note::PublicKey> public_key(const note::Seed& seed) {
    const Key key = private_key(seed);
    note::PublicKey bytes;
    std::size_t size = bytes.size();
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &size) != 1)
        return fail(ErrorCode::storage, "OpenSSL made no Ed25519 key");
    return bytes;
}

Result<std::string> sign(const note::Seed& seed, std::string_view message) {
    const Key key = private_key(seed);
    const Context context = new_context();
    std::string signature(kSignatureBytes, '\0');
    std::size_t size = signature.size();
    if (!key || !context ||
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       octets(message), message.size()) != 1)
        return fail(ErrorCode::storage, "OpenSSL made no Ed25519 signature");
    return signature;
}

bool verifies(const note::PublicKey& key, std::string_view message, std::string_view signature) {
    const Key public_part(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()),
        &EVP_PKEY_free);
    const Context context = new_context();
    return public_part && context &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_part.get()) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message),
                            message.size()) == 1;
}

}  // namespace recert::ledger::ed25519
