#include "service/jwks.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>

#include "privacy/base64url.hpp"

namespace recert::service {
namespace {

using events::Json;

constexpr std::size_t kCoordinateBytes = 32;
constexpr int kRsaBitsMin = 2'048;
constexpr int kRsaBitsMax = 8'192;

template <auto kFree>
struct Freed {
    template <class T>
    void operator()(T* owned) const {
        kFree(owned);
    }
};
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using Key = std::shared_ptr<evp_pkey_st>;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Number number(std::string_view big_endian) {
    return Number(BN_bin2bn(bytes_of(big_endian), static_cast<int>(big_endian.size()), nullptr));
}

std::string text(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::string> bytes(const Json& object, const char* name) {
    auto decoded = privacy::from_base64url(text(object, name));
    if (decoded && decoded->empty()) decoded.reset();
    return decoded;
}

// Checked as a key, too: a point that is on the curve.
Key made(const char* kind, OSSL_PARAM_BLD* builder) {
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY* raw = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &raw, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return nullptr;
    Key key(raw, EVP_PKEY_free);
    const KeyContext checks(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    return checks && EVP_PKEY_public_check(checks.get()) == 1 ? key : nullptr;
}

Key rsa_key(const Json& jwk) {
    const auto modulus = bytes(jwk, "n");
    const auto exponent = bytes(jwk, "e");
    if (!modulus || !exponent || exponent->size() > sizeof(std::uint32_t)) return nullptr;
    const Number n = number(*modulus);
    const Number e = number(*exponent);
    const int bits = BN_num_bits(n.get());
    if (bits < kRsaBitsMin || bits > kRsaBitsMax) return nullptr;
    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    return made("RSA", builder.get());
}

Key ec_key(const Json& jwk) {
    const auto x = bytes(jwk, "x");
    const auto y = bytes(jwk, "y");
    if (text(jwk, "crv") != "P-256" || !x || !y || x->size() != kCoordinateBytes ||
        y->size() != kCoordinateBytes)
        return nullptr;
    const std::string point = '\x04' + *x + *y;  // uncompressed
    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                     point.size());
    return made("EC", builder.get());
}

bool is_for_verifying(const Json& jwk, std::string_view algorithm) {
    if (jwk.contains("alg") && text(jwk, "alg") != algorithm) return false;
    if (jwk.contains("use") && text(jwk, "use") != "sig") return false;
    const auto uses = jwk.find("key_ops");
    return uses == jwk.end() ||
           (uses->is_array() && std::find(uses->begin(), uses->end(), "verify") != uses->end());
}

std::optional<IssuerKey> key_of(const Json& jwk) {
    if (!jwk.is_object()) return std::nullopt;
    const std::string kind = text(jwk, "kty");
    IssuerKey out{text(jwk, "kid"), Algorithm::rs256, nullptr};
    if (kind == "RSA" && is_for_verifying(jwk, "RS256")) {
        out.key = rsa_key(jwk);
    } else if (kind == "EC" && is_for_verifying(jwk, "ES256")) {
        out.algorithm = Algorithm::es256;
        out.key = ec_key(jwk);
    }
    if (!out.key) return std::nullopt;
    return out;
}

// OpenSSL wants r and s as DER has them.
std::string der_of(std::string_view r_and_s) {
    if (r_and_s.size() != 2 * kCoordinateBytes) return {};
    Number r = number(r_and_s.substr(0, kCoordinateBytes));
    Number s = number(r_and_s.substr(kCoordinateBytes));
    const EcSignature signature(ECDSA_SIG_new());
    if (!r || !s || !signature || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
    [[maybe_unused]] const auto* kept = r.release();
    [[maybe_unused]] const auto* kept_too = s.release();
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &der);
    if (size <= 0) return {};
    std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

}  // namespace

std::optional<Algorithm> parse_algorithm(std::string_view name) {
    if (name == "RS256") return Algorithm::rs256;
    if (name == "ES256") return Algorithm::es256;
    return std::nullopt;
}

bool IssuerKey::verifies(std::string_view message, std::string_view signature) const {
    const std::string der = algorithm == Algorithm::es256 ? der_of(signature) : std::string();
    if (algorithm == Algorithm::es256) signature = der;
    const Digest digest(EVP_MD_CTX_new());
    return digest && !signature.empty() &&
           EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(digest.get(), bytes_of(signature), signature.size(), bytes_of(message),
                            message.size()) == 1;
}

Result<KeySet> KeySet::parse(const Json& set) {
    const auto keys = set.is_object() ? set.find("keys") : set.end();
    if (!set.is_object() || keys == set.end() || !keys->is_array() || keys->size() > kIssuerKeysMax)
        return fail(ErrorCode::malformed, "a set of keys is {\"keys\": [...]}, at most 100");
    KeySet out;
    for (const Json& each : *keys)
        if (auto key = key_of(each)) out.keys_.push_back(std::move(*key));
    if (out.keys_.empty())
        return fail(ErrorCode::malformed,
                    "the set has no key to verify with: RSA of 2048 bits or more, or P-256");
    return out;
}

bool KeySet::knows(std::string_view id) const {
    return std::any_of(keys_.begin(), keys_.end(),
                       [&](const IssuerKey& key) { return key.id == id; });
}

const IssuerKey* KeySet::find(const std::optional<std::string>& id, Algorithm algorithm) const {
    const IssuerKey* found = nullptr;
    for (const IssuerKey& key : keys_) {
        if (key.algorithm != algorithm || (id && key.id != *id)) continue;
        if (id) return &key;
        if (found) return nullptr;
        found = &key;
    }
    return found;
}

}  // namespace recert::service
