#include "support/issuer_keys.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <stdexcept>
#include <vector>

#include "privacy/base64url.hpp"

namespace recert::testing {
namespace {

using events::Json;

constexpr int kCoordinateBytes = 32;

void must(bool outcome) {
    if (!outcome) throw std::runtime_error("OpenSSL refused");
}

std::string base64url(const std::vector<unsigned char>& bytes) {
    return privacy::to_base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string number(EVP_PKEY* key, const char* name) {
    BIGNUM* value = nullptr;
    must(EVP_PKEY_get_bn_param(key, name, &value) == 1);
    std::vector<unsigned char> bytes(static_cast<std::size_t>(BN_num_bytes(value)));
    BN_bn2bin(value, bytes.data());
    BN_free(value);
    return base64url(bytes);
}

std::string coordinate(EVP_PKEY* key, const char* name) {
    BIGNUM* value = nullptr;
    must(EVP_PKEY_get_bn_param(key, name, &value) == 1);
    std::vector<unsigned char> bytes(
        std::max<std::size_t>(kCoordinateBytes, static_cast<std::size_t>(BN_num_bytes(value))));
    must(BN_bn2binpad(value, bytes.data(), static_cast<int>(bytes.size())) > 0);
    BN_free(value);
    return base64url(bytes);
}

std::string jose_of(const std::vector<unsigned char>& der) {
    const unsigned char* at = der.data();
    ECDSA_SIG* signature = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    must(signature != nullptr);
    std::vector<unsigned char> bytes(2 * kCoordinateBytes);
    must(BN_bn2binpad(ECDSA_SIG_get0_r(signature), bytes.data(), kCoordinateBytes) > 0);
    must(BN_bn2binpad(ECDSA_SIG_get0_s(signature), bytes.data() + kCoordinateBytes,
                      kCoordinateBytes) > 0);
    ECDSA_SIG_free(signature);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

IssuerPrivateKey IssuerPrivateKey::rsa(const std::string& id, unsigned bits) {
    IssuerPrivateKey out;
    out.key_.reset(EVP_RSA_gen(bits), EVP_PKEY_free);
    must(out.key_ != nullptr);
    out.jwk_ = {{"kty", "RSA"},
                {"kid", id},
                {"alg", "RS256"},
                {"use", "sig"},
                {"n", number(out.key_.get(), OSSL_PKEY_PARAM_RSA_N)},
                {"e", number(out.key_.get(), OSSL_PKEY_PARAM_RSA_E)}};
    return out;
}

IssuerPrivateKey IssuerPrivateKey::ec(const std::string& id, const char* curve) {
    IssuerPrivateKey out;
    out.key_.reset(EVP_EC_gen(curve), EVP_PKEY_free);
    must(out.key_ != nullptr);
    out.jwk_ = {{"kty", "EC"},
                {"kid", id},
                {"crv", curve},
                {"x", coordinate(out.key_.get(), OSSL_PKEY_PARAM_EC_PUB_X)},
                {"y", coordinate(out.key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y)}};
    return out;
}

std::string IssuerPrivateKey::signature(std::string_view message) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(),
                                                                         &EVP_MD_CTX_free);
    must(EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1);
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    std::size_t size = 0;
    must(EVP_DigestSign(digest.get(), nullptr, &size, bytes, message.size()) == 1);
    std::vector<unsigned char> out(size);
    must(EVP_DigestSign(digest.get(), out.data(), &size, bytes, message.size()) == 1);
    out.resize(size);
    if (jwk_["kty"] == "EC") return jose_of(out);
    return {out.begin(), out.end()};
}

std::string IssuerPrivateKey::token(const Json& claims, const Json& header) const {
    Json whole = {{"alg", jwk_["kty"] == "EC" ? "ES256" : "RS256"}, {"kid", jwk_["kid"]}};
    whole.update(header);
    std::string signed_part = token_of(whole, claims, {});
    signed_part.pop_back();
    return signed_part + '.' + privacy::to_base64url(signature(signed_part));
}

std::string token_of(const Json& header, const Json& claims, std::string_view signature) {
    return privacy::to_base64url(header.dump()) + '.' + privacy::to_base64url(claims.dump()) + '.' +
           privacy::to_base64url(signature);
}

}  // namespace recert::testing
