#include "http/tls.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "http/fake_service.hpp"
#include "http/raw_client.hpp"
#include "http/server.hpp"
#include "support/scratch_directory.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

using Key = std::shared_ptr<EVP_PKEY>;

Key make_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

void write_key(const std::filesystem::path& file, const Key& key) {
    std::FILE* const out = std::fopen(file.c_str(), "w");
    PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(out);
}

void write_certificate(const std::filesystem::path& file, const Key& key, long serial) {
    const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), X509_free);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_set_pubkey(made.get(), key.get());
    X509_sign(made.get(), key.get(), EVP_sha256());
    std::FILE* const out = std::fopen(file.c_str(), "w");
    PEM_write_X509(out, made.get());
    std::fclose(out);
}

// A pair of files, right unless a test spoils them.
struct Pair {
    Pair() { renew(1); }
    void renew(long serial) {
        const Key key = make_key();
        write_key(directory.path() / "key.pem", key);
        write_certificate(directory.path() / "cert.pem", key, serial);
    }
    std::string certificate() const { return directory.path() / "cert.pem"; }
    std::string key() const { return directory.path() / "key.pem"; }
    Result<std::unique_ptr<Tls>> load() const { return Tls::load(certificate(), key()); }

    support::ScratchDirectory directory;
};

long serial_of(const Tls& tls) {
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(tls.connection(), SSL_free);
    return ASN1_INTEGER_get(X509_get0_serialNumber(SSL_get_certificate(ssl.get())));
}

std::string refusal(const Result<std::unique_ptr<Tls>>& loaded) {
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == ErrorCode::refused_start);
    return loaded.error().message;
}

void write(const std::string& file, std::string_view text) { std::ofstream(file) << text; }

}  // namespace

TEST_CASE("a certificate and its key are loaded, and loaded anew", "[tls]") {
    Pair pair;
    const auto tls = pair.load().value();
    CHECK(serial_of(*tls) == 1);
    CHECK(tls->expires_at() > std::time(nullptr) + 3'000);
    pair.renew(2);
    CHECK(serial_of(*tls) == 1);
    CHECK(tls->reload());
    CHECK(serial_of(*tls) == 2);
}

TEST_CASE("a pair that is not right is refused, and says which file and why", "[tls]") {
    Pair pair;
    SECTION("not there") {
        std::filesystem::remove(pair.key());
        CHECK_THAT(refusal(pair.load()), Catch::Contains("key.pem cannot be read: No such file"));
    }
    SECTION("empty") {
        write(pair.certificate(), "");
        CHECK_THAT(refusal(pair.load()), Catch::Contains("cert.pem is empty"));
    }
    SECTION("no certificate") {
        write(pair.certificate(), "anything\n");
        CHECK_THAT(refusal(pair.load()), Catch::Contains("cert.pem holds no certificate chain"));
    }
    SECTION("the two exchanged") {
        CHECK_THAT(refusal(Tls::load(pair.key(), pair.certificate())),
                   Catch::Contains("key.pem holds no certificate chain"));
    }
    SECTION("no key") {
        write(pair.key(), "anything\n");
        CHECK_THAT(refusal(pair.load()), Catch::Contains("key.pem holds no private key"));
    }
    SECTION("another's key") {
        write_key(pair.key(), make_key());
        CHECK_THAT(refusal(pair.load()), Catch::Contains("key.pem is not the key to"));
    }
    SECTION("a key of another kind") {
        write_key(pair.key(), {EVP_RSA_gen(2048), EVP_PKEY_free});
        CHECK_THAT(refusal(pair.load()), Catch::Contains("key.pem is not the key to"));
    }
}

TEST_CASE("a bad pair at a reload leaves the one before", "[tls]") {
    Pair pair;
    const auto tls = pair.load().value();
    write_key(pair.key(), make_key());
    CHECK_FALSE(tls->reload());
    CHECK(serial_of(*tls) == 1);
}

TEST_CASE("a service with a bad pair, or plain HTTP for others, does not start", "[tls]") {
    FakeService service;
    Settings settings;
    settings.port = 0;
    settings.host = "0.0.0.0";
    const auto plain = Server::start(settings, service);
    REQUIRE_FALSE(plain);
    CHECK(plain.error().code == ErrorCode::refused_start);
    CHECK_THAT(plain.error().message,
               Catch::Contains("--tls-cert") && Catch::Contains("--allow-plain-http"));
    settings.allow_plain_http = true;
    CHECK(Server::start(settings, service));
    settings.tls_certificate = settings.tls_key = "/nowhere/pair.pem";
    CHECK_FALSE(Server::start(settings, service));
}

TEST_CASE("what is no TLS is let go, and so is who says nothing", "[tls][socket]") {
    FakeService service;
    Pair pair;
    Settings settings;
    settings.port = 0;
    settings.handshake_max = std::chrono::milliseconds(100);
    settings.tls_certificate = pair.certificate();
    settings.tls_key = pair.key();
    const auto server = Server::start(settings, service).value();
    RawClient plain(server->port());
    REQUIRE(plain.send(asking("/livez")));
    CHECK(plain.receive_rest().find("HTTP") == std::string::npos);
    RawClient silent(server->port());
    CHECK(silent.is_closed());
}
