#include "ledger/hash.hpp"

#include <openssl/evp.h>

#include <cassert>
#include <cstring>

namespace recert::ledger {

namespace {

using OwnedContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

OwnedContext new_context() { return {EVP_MD_CTX_new(), &EVP_MD_CTX_free}; }

// Fetched once: looking the algorithm up costs more than hashing a node.
const EVP_MD* algorithm() {
    static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return kSha256;
}

void begin(EVP_MD_CTX* context) {
    [[maybe_unused]] const int begun = EVP_DigestInit_ex2(context, algorithm(), nullptr);
    assert(begun == 1 && "OpenSSL without SHA-256");
}

Hash finish(EVP_MD_CTX* context) {
    Hash hash;
    [[maybe_unused]] const int finished = EVP_DigestFinal_ex(context, hash.data(), nullptr);
    assert(finished == 1);
    return hash;
}

EVP_MD_CTX* begun_on_this_thread() {
    thread_local const OwnedContext context = new_context();
    begin(context.get());
    return context.get();
}

}  // namespace

Hash sha256(std::string_view bytes) {
    EVP_MD_CTX* context = begun_on_this_thread();
    EVP_DigestUpdate(context, bytes.data(), bytes.size());
    return finish(context);
}

Hash leaf_hash(std::string_view entry) {
    EVP_MD_CTX* context = begun_on_this_thread();
    EVP_DigestUpdate(context, "\x00", 1);
    EVP_DigestUpdate(context, entry.data(), entry.size());
    return finish(context);
}

Hash node_hash(const Hash& left, const Hash& right) {
    std::array<std::uint8_t, 1 + 2 * kHashBytes> bytes;
    bytes[0] = 0x01;
    std::memcpy(bytes.data() + 1, left.data(), kHashBytes);
    std::memcpy(bytes.data() + 1 + kHashBytes, right.data(), kHashBytes);
    EVP_MD_CTX* context = begun_on_this_thread();
    EVP_DigestUpdate(context, bytes.data(), bytes.size());
    return finish(context);
}

Hash empty_root() { return sha256({}); }

std::string_view bytes_of(const Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::optional<Hash> hash_from(std::string_view bytes) {
    if (bytes.size() != kHashBytes) return std::nullopt;
    Hash hash;
    std::memcpy(hash.data(), bytes.data(), kHashBytes);
    return hash;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        text.push_back(kDigits[value >> 4]);
        text.push_back(kDigits[value & 0xf]);
    }
    return text;
}

struct RunningHash::Context {
    OwnedContext owned = new_context();
};

RunningHash::RunningHash() : context_(std::make_unique<Context>()) { begin(context_->owned.get()); }

RunningHash::~RunningHash() = default;

void RunningHash::add(std::string_view bytes) {
    EVP_DigestUpdate(context_->owned.get(), bytes.data(), bytes.size());
}

Hash RunningHash::finish() { return ledger::finish(context_->owned.get()); }

}  // namespace recert::ledger
