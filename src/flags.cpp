#include "flags.hpp"

#include <CLI/CLI.hpp>
#include <cctype>
#include <cstdlib>
#include <limits>

namespace recert {
namespace {

// --idle-ms-max and RECERT_IDLE_MS_MAX, of idle_ms_max.
std::string flag_of(std::string_view name) {
    std::string flag = "--";
    for (const char c : name) flag += c == '_' ? '-' : c;
    return flag;
}

std::string variable_of(std::string_view name) {
    std::string variable = "RECERT_";
    for (const char c : name)
        variable += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return variable;
}

void add_door_options(CLI::App& app, Given& given) {
    app.add_option("--tls-cert", given.tls_cert,
                   "PEM file: the certificate, then its chain; read again on SIGHUP")
        ->envname("RECERT_TLS_CERT");
    app.add_option("--tls-key", given.tls_key, "PEM file: the key to it, without a passphrase")
        ->envname("RECERT_TLS_KEY");
    app.add_flag("--allow-plain-http", given.allow_plain_http,
                 "Serve other machines without TLS: behind a gateway that speaks it")
        ->envname("RECERT_ALLOW_PLAIN_HTTP");
    app.add_option("--public-url", given.public_url,
                   "What the service is known as outside: https://ledger.example.org")
        ->envname("RECERT_PUBLIC_URL");
    app.add_option("--trusted-proxies,--trusted-proxy", given.trusted_proxies,
                   "Networks whose X-Forwarded-For is believed: 10.0.0.0/8,fd00::/8")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->envname("RECERT_TRUSTED_PROXIES");
    app.add_option("--log-level", given.log_level,
                   "debug (each request), info (those refused), warn, error, off (info)")
        ->envname("RECERT_LOG_LEVEL");
    const http::Settings defaults;
    for (std::size_t i = 0; i < kLimits.size(); ++i) {
        const Limit& limit = kLimits[i];
        const std::string what =
            std::string(limit.what) + " (" + std::to_string(limit.read(defaults)) + ")";
        app.add_option(flag_of(limit.name), given.limits[i], what)
            ->envname(variable_of(limit.name))
            ->check(CLI::Range(1U, kLimitMost));
    }
}

void add_openid_options(CLI::App& app, GivenOpenId& given) {
    for (std::size_t i = 0; i < kOpenIdTexts.size(); ++i) {
        const OpenIdText& each = kOpenIdTexts[i];
        app.add_option(flag_of(each.name), given.texts[i], std::string(each.what))
            ->envname(variable_of(each.name));
    }
    app.add_option("--oidc-roles,--oidc-role", given.roles,
                   "Which value of the claim is which role, the first that fits: crew=staff")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->envname("RECERT_OIDC_ROLES");
    app.add_option("--oidc-leeway-seconds,--oidc-leeway", given.leeway_seconds,
                   "How far the issuer's clock may be off (60)")
        ->envname("RECERT_OIDC_LEEWAY_SECONDS")
        ->check(CLI::Range(0U, 600U));
}

void add_mail_options(CLI::App& app, GivenMail& given) {
    for (std::size_t i = 0; i < kMailTexts.size(); ++i) {
        const MailText& each = kMailTexts[i];
        app.add_option(flag_of(each.name), given.texts[i], std::string(each.what))
            ->envname(variable_of(each.name));
    }
    app.add_option("--mails-per-minute", given.mails_per_minute,
                   "So many reminders go out a minute at the most (120)")
        ->envname("RECERT_MAILS_PER_MINUTE")
        ->check(CLI::Range(1U, kMailsPerMinuteMax));
    if (const char* const password = std::getenv("RECERT_SMTP_PASSWORD")) given.password = password;
}

void add_backup_options(CLI::App& app, Given& given) {
    app.add_option("--backup-to", given.backup_to, "Where backups of ledger and evidence go")
        ->envname("RECERT_BACKUP_TO");
    app.add_option("--backup-keys-to", given.backup_keys_to,
                   "Where the keys of backups go, apart from it")
        ->envname("RECERT_BACKUP_KEYS_TO");
    app.add_option("--backup-keep", given.backup_keep, "How many backups are kept (14)")
        ->envname("RECERT_BACKUP_KEEP")
        ->check(CLI::Range(1U, service::kBackupsKeptMax));
}

}  // namespace

void add_flags(CLI::App& app, Given& given) {
    app.add_option("--data", given.data, "Data directory (./data)")->envname("RECERT_DATA");
    app.add_option("--listen", given.listen, "HOST:PORT to serve on (127.0.0.1:8080)")
        ->envname("RECERT_LISTEN");
    app.add_option("--origin", given.origin, "Name of the log in its checkpoints (recert)")
        ->envname("RECERT_ORIGIN");
    app.add_option("--io-threads", given.io_threads, "Threads that serve connections (2)")
        ->envname("RECERT_IO_THREADS")
        ->check(CLI::Range(1U, kThreadsMax));
    app.add_option("--read-threads", given.read_threads, "Threads that answer reads (2)")
        ->envname("RECERT_READ_THREADS")
        ->check(CLI::Range(1U, kThreadsMax));
    app.add_option(
           "--disk-reserve-mib", given.disk_reserve_mib,
           "Room kept free on the disk, in MiB: appends are refused before it is less (256)")
        ->envname("RECERT_DISK_RESERVE_MIB")
        ->check(CLI::Range(std::int64_t{1}, kDiskReserveMebibytesMax));
    app.add_flag("--sandbox", given.sandbox,
                 "Make a new ledger one whose clock may be moved forward")
        ->envname("RECERT_SANDBOX");
    app.add_flag("--demo,!--no-demo", given.demo,
                 "Fill an empty sandbox with invented holders over six years, then serve")
        ->envname("RECERT_DEMO");
    app.add_option("--demo-seed", given.demo_seed, "Another seed makes other holders (2026)")
        ->envname("RECERT_DEMO_SEED")
        ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()));
    app.add_option("--demo-holders", given.demo_holders, "About so many of them (2000)")
        ->envname("RECERT_DEMO_HOLDERS")
        ->check(CLI::Range(1U, demo::kHoldersMax));
    add_door_options(app, given);
    add_openid_options(app, given.openid);
    add_mail_options(app, given.mail);
    add_backup_options(app, given);
    app.add_option("--config", given.config, "TOML file with these settings")
        ->envname("RECERT_CONFIG");
}

}  // namespace recert
