#include "http/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <new>
#include <system_error>

namespace recert::http {

namespace {

using Context = std::shared_ptr<SSL_CTX>;

constexpr const char* kCiphersOfTls12 = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr unsigned char kProtocols[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void*) {
    unsigned char* found = nullptr;
    const int outcome = SSL_select_next_proto(&found, size, kProtocols, std::size(kProtocols),
                                              offered, offered_size);
    *chosen = found;
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// Otherwise OpenSSL would ask at the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

// Empties OpenSSL's queue of failures, of which the first tells why.
std::string reason() {
    const char* text = ERR_reason_error_string(ERR_peek_error());
    ERR_clear_error();
    return text ? text : "of no form that is known";
}

Status refuse(const std::string& file, const std::string& why) {
    return fail(ErrorCode::refused_start, file + ' ' + why);
}

Status check_readable(const std::string& file) {
    errno = 0;
    if (std::ifstream(file).get() != std::ifstream::traits_type::eof()) return {};
    if (errno == 0) return refuse(file, "is empty");
    return refuse(file, "cannot be read: " + std::generic_category().message(errno));
}

Result<Context> empty_context() {
    Context context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1 ||
        SSL_CTX_set_cipher_list(context.get(), kCiphersOfTls12) != 1)
        return fail(ErrorCode::refused_start, "TLS is not to be had: " + reason());
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                           SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);  // tickets need none
    SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
    SSL_CTX_set_default_passwd_cb(context.get(), no_passphrase);
    return context;
}

Result<Context> load_context(const std::string& certificate, const std::string& key) {
    RECERT_TRY(check_readable(certificate));
    RECERT_TRY(check_readable(key));
    ERR_clear_error();
    auto context = empty_context();
    if (!context) return context;
    SSL_CTX* const raw = context->get();
    if (SSL_CTX_use_certificate_chain_file(raw, certificate.c_str()) != 1)
        return tl::unexpected(
            refuse(certificate, "holds no certificate chain as PEM: " + reason()).error());
    const bool has_key = SSL_CTX_use_PrivateKey_file(raw, key.c_str(), SSL_FILETYPE_PEM) == 1;
    const bool is_mismatch = ERR_GET_LIB(ERR_peek_error()) == ERR_LIB_X509;
    if (!has_key && !is_mismatch)
        return tl::unexpected(
            refuse(key, "holds no private key as PEM, without a passphrase: " + reason()).error());
    if (!has_key || SSL_CTX_check_private_key(raw) != 1) {
        ERR_clear_error();
        return tl::unexpected(
            refuse(key, "is not the key to the first certificate in " + certificate).error());
    }
    return context;
}

}  // namespace

Tls::Tls(std::string certificate_file, std::string key_file)
    : certificate_file_(std::move(certificate_file)), key_file_(std::move(key_file)) {}

Result<std::unique_ptr<Tls>> Tls::load(std::string certificate_file, std::string key_file) {
    std::unique_ptr<Tls> tls(new Tls(std::move(certificate_file), std::move(key_file)));
    RECERT_TRY(tls->reload());
    return tls;
}

Status Tls::reload() {
    auto context = load_context(certificate_file_, key_file_);
    if (!context) return tl::unexpected(std::move(context.error()));
    const std::lock_guard lock(mutex_);
    context_ = std::move(*context);
    return {};
}

std::time_t Tls::expires_at() const {
    const std::lock_guard lock(mutex_);
    std::tm parts{};
    ASN1_TIME_to_tm(X509_get0_notAfter(SSL_CTX_get0_certificate(context_.get())), &parts);
    return timegm(&parts);
}

ssl_st* Tls::connection() const {
    const std::lock_guard lock(mutex_);
    SSL* const ssl = SSL_new(context_.get());
    if (!ssl) throw std::bad_alloc();
    return ssl;
}

}  // namespace recert::http
