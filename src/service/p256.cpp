#include "service/p256.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include <memory>

namespace recert::service::p256 {
namespace {

constexpr int kBytes = 32;

using Number = std::unique_ptr<BIGNUM, decltype(&BN_clear_free)>;
using Context = std::unique_ptr<BN_CTX, decltype(&BN_CTX_free)>;
using Point = std::unique_ptr<EC_POINT, decltype(&EC_POINT_free)>;

Number new_number() { return {BN_secure_new(), &BN_clear_free}; }

Number number_of(std::string_view bytes) {
    Number out = new_number();
    BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()),
              out.get());
    BN_set_flags(out.get(), BN_FLG_CONSTTIME);
    return out;
}

std::string bytes_of(const BIGNUM* number) {
    std::string out(kBytes, '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), kBytes);
    return out;
}

const EC_GROUP* group() {
    static const EC_GROUP* const kGroup = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    return kGroup;
}
const BIGNUM* order() { return EC_GROUP_get0_order(group()); }

tl::unexpected<Error> failed() {
    return fail(ErrorCode::storage, "OpenSSL made nothing of a P-256 key");
}

// The point that many steps from the generator: x ‖ y.
Result<std::string> multiple(const BIGNUM* times) {
    const Context context(BN_CTX_secure_new(), &BN_CTX_free);
    const Point point(EC_POINT_new(group()), &EC_POINT_free);
    const Number x = new_number();
    const Number y = new_number();
    if (!context || !point ||
        EC_POINT_mul(group(), point.get(), times, nullptr, nullptr, context.get()) != 1 ||
        EC_POINT_get_affine_coordinates(group(), point.get(), x.get(), y.get(), context.get()) != 1)
        return failed();
    return bytes_of(x.get()) + bytes_of(y.get());
}

// The nonces that RFC 6979 §3.2 tries one after the other.
class Nonces {
  public:
    Nonces(const privacy::Key& key, const std::string& digest)
        : key_(std::string(kBytes, '\0')), value_(kBytes, '\1') {
        for (const char step : {'\0', '\1'})
            stir(std::string(1, step).append(key.view()).append(digest));
    }

    Number next() {
        while (true) {
            value_ = privacy::hmac_sha256(key_, value_);
            if (is_private_key(value_)) break;
            stir(std::string(1, '\0'));
        }
        Number nonce = number_of(value_);
        stir(std::string(1, '\0'));
        return nonce;
    }

  private:
    void stir(const std::string& more) {
        key_ = privacy::Key(privacy::hmac_sha256(key_, value_ + more));
        value_ = privacy::hmac_sha256(key_, value_);
    }

    privacy::Key key_;
    std::string value_;
};

// s = (digest + r·key) / nonce; key and nonce are hidden behind a random factor meanwhile.
Result<std::string> second_half(const BIGNUM* digest, const BIGNUM* r, const BIGNUM* key,
                                const BIGNUM* nonce) {
    const Context context(BN_CTX_secure_new(), &BN_CTX_free);
    const Number blind = new_number();
    const Number above = new_number();
    const Number below = new_number();
    const Number s = new_number();
    if (!context || BN_priv_rand_range(blind.get(), order()) != 1 || BN_is_zero(blind.get()) == 1)
        return failed();
    const bool is_done =
        BN_mod_mul(above.get(), blind.get(), key, order(), context.get()) == 1 &&
        BN_mod_mul(above.get(), above.get(), r, order(), context.get()) == 1 &&
        BN_mod_mul(s.get(), blind.get(), digest, order(), context.get()) == 1 &&
        BN_mod_add(above.get(), above.get(), s.get(), order(), context.get()) == 1 &&
        BN_mod_mul(below.get(), blind.get(), nonce, order(), context.get()) == 1 &&
        BN_mod_inverse(below.get(), below.get(), order(), context.get()) != nullptr &&
        BN_mod_mul(s.get(), above.get(), below.get(), order(), context.get()) == 1;
    if (!is_done) return failed();
    return bytes_of(s.get());
}

}  // namespace

bool is_private_key(std::string_view bytes) {
    const Number number = number_of(bytes);
    return BN_is_zero(number.get()) == 0 && BN_cmp(number.get(), order()) < 0;
}

Result<std::string> public_key(const privacy::Key& key) {
    return multiple(number_of(key.view()).get());
}

Result<std::string> sign(const privacy::Key& key, std::string_view message) {
    const Context context(BN_CTX_secure_new(), &BN_CTX_free);
    const Number digest = number_of(privacy::sha256(message));
    if (!context || BN_nnmod(digest.get(), digest.get(), order(), context.get()) != 1)
        return failed();
    Nonces nonces(key, bytes_of(digest.get()));
    while (true) {
        const Number nonce = nonces.next();
        auto point = multiple(nonce.get());
        if (!point) return point;
        const Number r = number_of(std::string_view(*point).substr(0, kBytes));
        BN_nnmod(r.get(), r.get(), order(), context.get());
        auto s = second_half(digest.get(), r.get(), number_of(key.view()).get(), nonce.get());
        if (!s) return s;
        // Neither may be zero, which nobody has seen happen.
        if (BN_is_zero(r.get()) == 0 && is_private_key(*s)) return bytes_of(r.get()) + *s;
    }
}

}  // namespace recert::service::p256
