// The certificate shown to clients and the private key to it, as PEM files: read at the start, and
// again when they have changed.
//
// TLS 1.2 with forward secrecy, or 1.3; ALPN knows http/1.1 alone; sessions are resumed by tickets,
// whose keys change with the certificate. Any number of threads. Leaves out certificates of
// clients, and reading and writing: the connection's business.
#pragma once

#include <ctime>
#include <memory>
#include <mutex>
#include <string>

#include "result.hpp"

struct ssl_ctx_st;  // OpenSSL's names, so that nobody else pays for its headers
struct ssl_st;

namespace recert::http {

class Tls {
  public:
    // A chain that begins with the service's own certificate, and a key without a passphrase.
    // Errors: refused-start, naming the file.
    static Result<std::unique_ptr<Tls>> load(std::string certificate_file, std::string key_file);

    // For connections from now on; those there are keep what they began with. Errors: as of load;
    // then everything stays as it was.
    Status reload();

    std::time_t expires_at() const;
    ssl_st* connection() const;  // a server's end, nothing said yet; the caller frees it

  private:
    Tls(std::string certificate_file, std::string key_file);

    const std::string certificate_file_;
    const std::string key_file_;
    mutable std::mutex mutex_;
    std::shared_ptr<ssl_ctx_st> context_;
};

}  // namespace recert::http
