// What recertd was told: by flags, else by RECERT_* in the environment (both read in main.cpp),
// else by a TOML file, else by its defaults. A key of the file that no setting has is refused, so
// that a misspelt one is noticed. What it shows, holds no secrets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "demo/order.hpp"
#include "limits.hpp"
#include "mail_settings.hpp"
#include "openid_settings.hpp"
#include "result.hpp"
#include "service/backup.hpp"
#include "store/writing.hpp"

namespace recert {

inline constexpr unsigned kThreadsMax = 256;
inline constexpr std::int64_t kDiskReserveMebibytesMax = std::int64_t{1} << 30;

// What was given, before the file and the defaults.
struct Given {
    std::optional<std::string> data;
    std::optional<std::string> listen;
    std::optional<std::string> origin;
    std::optional<std::string> tls_cert;
    std::optional<std::string> tls_key;
    std::optional<bool> allow_plain_http;
    std::optional<std::string> public_url;
    std::vector<std::string> trusted_proxies;
    std::optional<std::string> log_level;
    std::array<std::optional<std::uint32_t>, kLimits.size()> limits;
    std::optional<unsigned> io_threads;
    std::optional<unsigned> read_threads;
    std::optional<std::uint64_t> disk_reserve_mib;
    std::optional<std::string> backup_to;
    std::optional<std::string> backup_keys_to;
    std::optional<unsigned> backup_keep;
    std::optional<bool> sandbox;
    std::optional<bool> demo;
    std::optional<std::uint64_t> demo_seed;
    std::optional<unsigned> demo_holders;
    GivenOpenId openid;
    GivenMail mail;
    std::optional<std::string> config;
};

struct Settings {
    std::filesystem::path data = "./data";
    std::string listen = "127.0.0.1:8080";
    std::string origin = "recert";
    std::vector<std::string> trusted_proxies;
    std::string log_level = "info";
    std::optional<service::IssuerOptions> issuer;
    std::optional<service::ReminderOptions> reminders;
    http::Settings http;  // where it listens is set by whoever starts it
    std::uint64_t disk_reserve_mib = store::kDiskReserveBytes >> 20;
    std::optional<service::BackupOrder> backups;
    bool sandbox = false;
    bool demo = false;
    demo::Order demo_order{};

    std::string text() const;  // as a TOML file
};

// Errors: bad-parameter, naming the file and the key.
Result<Settings> settle(Given given);

struct Address {
    std::string host;
    std::uint16_t port;
};

// `127.0.0.1:8080`, `[::1]:8080`. Errors: bad-parameter.
Result<Address> parse_address(const std::string& text);

}  // namespace recert
