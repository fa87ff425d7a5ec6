#include "settings.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <sstream>
#include <type_traits>

#include "http/access_log.hpp"

namespace recert {
namespace {

constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();

// Whole numbers are from 1 to `most`.
template <class T>
bool take(const toml::node& node, std::optional<T>& into, std::int64_t most = kAny) {
    if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, bool>) {
        const auto value = node.value_exact<T>();
        if (value && !into) into = *value;
        return value.has_value();
    } else {
        const auto value = node.value_exact<std::int64_t>();
        const bool fits = value && *value >= 1 && *value <= most;
        if (fits && !into) into = static_cast<T>(*value);
        return fits;
    }
}

bool take_all(const toml::node& node, std::vector<std::string>& into) {
    const toml::array* values = node.as_array();
    if (!values) return false;
    std::vector<std::string> all;
    for (const toml::node& value : *values) {
        const auto text = value.value_exact<std::string>();
        if (!text) return false;
        all.push_back(*text);
    }
    if (into.empty()) into = std::move(all);
    return true;
}

bool take_setting(std::string_view key, const toml::node& node, Given& given) {
    if (key == "data") return take(node, given.data);
    if (key == "listen") return take(node, given.listen);
    if (key == "origin") return take(node, given.origin);
    if (key == "tls_cert") return take(node, given.tls_cert);
    if (key == "tls_key") return take(node, given.tls_key);
    if (key == "allow_plain_http") return take(node, given.allow_plain_http);
    if (key == "public_url") return take(node, given.public_url);
    if (key == "trusted_proxies") return take_all(node, given.trusted_proxies);
    if (key == "log_level") return take(node, given.log_level);
    for (std::size_t i = 0; i < kOpenIdTexts.size(); ++i)
        if (key == kOpenIdTexts[i].name) return take(node, given.openid.texts[i]);
    if (key == "oidc_roles") return take_all(node, given.openid.roles);
    if (key == "oidc_leeway_seconds") return take(node, given.openid.leeway_seconds, kLimitMost);
    for (std::size_t i = 0; i < kMailTexts.size(); ++i)
        if (key == kMailTexts[i].name) return take(node, given.mail.texts[i]);
    if (key == "mails_per_minute")
        return take(node, given.mail.mails_per_minute, kMailsPerMinuteMax);
    for (std::size_t i = 0; i < kLimits.size(); ++i)
        if (key == kLimits[i].name) return take(node, given.limits[i], kLimitMost);
    if (key == "io_threads") return take(node, given.io_threads, kThreadsMax);
    if (key == "read_threads") return take(node, given.read_threads, kThreadsMax);
    if (key == "disk_reserve_mib")
        return take(node, given.disk_reserve_mib, kDiskReserveMebibytesMax);
    if (key == "backup_to") return take(node, given.backup_to);
    if (key == "backup_keys_to") return take(node, given.backup_keys_to);
    if (key == "backup_keep") return take(node, given.backup_keep, service::kBackupsKeptMax);
    if (key == "sandbox") return take(node, given.sandbox);
    if (key == "demo") return take(node, given.demo);
    if (key == "demo_seed") return take(node, given.demo_seed);
    if (key == "demo_holders") return take(node, given.demo_holders, demo::kHoldersMax);
    return false;
}

// Fills in what neither flags nor environment gave.
Status read_file(Given& given) {
    if (!given.config) return {};
    try {
        const toml::table file = toml::parse_file(*given.config);
        for (const auto& [key, node] : file)
            if (!take_setting(key.str(), node, given))
                return fail(ErrorCode::bad_parameter, *given.config + ": no such setting, or not " +
                                                          "of its kind: " + std::string(key.str()));
    } catch (const toml::parse_error& error) {
        return fail(ErrorCode::bad_parameter,
                    *given.config + ": " + std::string(error.description()));
    }
    return {};
}

Settings with_defaults(const Given& given) {
    Settings out;
    if (given.data) out.data = *given.data;
    if (given.listen) out.listen = *given.listen;
    if (given.origin) out.origin = *given.origin;
    if (given.tls_cert) out.http.tls_certificate = *given.tls_cert;
    if (given.tls_key) out.http.tls_key = *given.tls_key;
    if (given.allow_plain_http) out.http.allow_plain_http = *given.allow_plain_http;
    if (given.public_url) out.http.public_url = *given.public_url;
    out.trusted_proxies = given.trusted_proxies;
    if (given.log_level) out.log_level = *given.log_level;
    for (std::size_t i = 0; i < kLimits.size(); ++i)
        if (given.limits[i]) kLimits[i].put(out.http, *given.limits[i]);
    if (given.io_threads) out.http.io_threads = *given.io_threads;
    if (given.read_threads) out.http.read_threads = *given.read_threads;
    if (given.disk_reserve_mib) out.disk_reserve_mib = *given.disk_reserve_mib;
    if (given.backup_to || given.backup_keys_to)
        out.backups = {given.backup_to.value_or(""), given.backup_keys_to.value_or(""),
                       given.backup_keep.value_or(service::kBackupsKept)};
    if (given.sandbox) out.sandbox = *given.sandbox;
    if (given.demo) out.demo = *given.demo;
    if (given.demo_seed) out.demo_order.seed = *given.demo_seed;
    if (given.demo_holders) out.demo_order.holders = *given.demo_holders;
    return out;
}

// https://ledger.example.org or with a port: what stands in front of a path.
Status check_public_url(const std::string& url) {
    const bool is_http = url.starts_with("http://") || url.starts_with("https://");
    const std::string host = is_http ? url.substr(url.find("//") + 2) : "";
    constexpr std::string_view kForHosts =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
    if (!host.empty() && host.find_first_not_of(kForHosts) == std::string::npos) return {};
    return fail(ErrorCode::bad_parameter,
                "public_url is http(s)://host[:port], without a path: " + url);
}

Status check(Settings& settings) {
    if (settings.http.tls_certificate.empty() != settings.http.tls_key.empty())
        return fail(ErrorCode::bad_parameter, "tls_cert and tls_key belong together: give both");
    if (settings.backups) RECERT_TRY(service::check_places(settings.data, *settings.backups));
    if (!settings.http.public_url.empty()) RECERT_TRY(check_public_url(settings.http.public_url));
    if (std::ranges::find(http::kLogLevels, settings.log_level) == std::end(http::kLogLevels))
        return fail(ErrorCode::bad_parameter,
                    "log_level is debug, info, warn, error or off: " + settings.log_level);
    for (const std::string& text : settings.trusted_proxies) {
        const auto network = http::parse_network(text);
        if (!network)
            return fail(network.error().code, "trusted_proxies: " + network.error().message);
        settings.http.trusted_proxies.push_back(*network);
    }
    return {};
}

void insert(toml::table& table, const service::IssuerOptions& issuer) {
    for (const OpenIdText& each : kOpenIdTexts) table.insert(each.name, each.read(issuer));
    toml::array roles;
    for (const auto& row : issuer.claims.roles) roles.push_back(row.value + '=' + row.role);
    table.insert("oidc_roles", std::move(roles));
    table.insert("oidc_leeway_seconds", std::int64_t{issuer.leeway.count()});
}

void insert(toml::table& table, const service::ReminderOptions& reminders) {
    for (const MailText& each : kMailTexts) table.insert(each.name, each.read(reminders.smtp));
    table.insert("mails_per_minute", std::int64_t{reminders.mails_per_minute});
}

}  // namespace

std::string Settings::text() const {
    toml::array proxies;
    for (const std::string& proxy : trusted_proxies) proxies.push_back(proxy);
    toml::table table{{"data", data.string()},
                      {"listen", listen},
                      {"origin", origin},
                      {"tls_cert", http.tls_certificate},
                      {"tls_key", http.tls_key},
                      {"allow_plain_http", http.allow_plain_http},
                      {"public_url", http.public_url},
                      {"trusted_proxies", std::move(proxies)},
                      {"log_level", log_level},
                      {"io_threads", std::int64_t{http.io_threads}},
                      {"read_threads", std::int64_t{http.read_threads}},
                      {"disk_reserve_mib", static_cast<std::int64_t>(disk_reserve_mib)},
                      {"sandbox", sandbox},
                      {"demo", demo},
                      {"demo_seed", static_cast<std::int64_t>(demo_order.seed)},
                      {"demo_holders", std::int64_t{demo_order.holders}}};
    if (backups) {
        table.insert("backup_to", backups->to.string());
        table.insert("backup_keys_to", backups->keys_to.string());
        table.insert("backup_keep", std::int64_t{backups->keep});
    }
    if (issuer) insert(table, *issuer);
    if (reminders) insert(table, *reminders);
    for (const Limit& limit : kLimits) table.insert(limit.name, std::int64_t{limit.read(http)});
    std::ostringstream out;
    out << table << '\n';
    return out.str();
}

Result<Settings> settle(Given given) {
    RECERT_TRY(read_file(given));
    Settings settings = with_defaults(given);
    RECERT_TRY(check(settings));
    auto issuer = settle(given.openid, settings.http.public_url);
    if (!issuer) return tl::unexpected(issuer.error());
    settings.issuer = std::move(*issuer);
    auto reminders = settle(given.mail, settings.http.public_url);
    if (!reminders) return tl::unexpected(reminders.error());
    settings.reminders = std::move(*reminders);
    return settings;
}

Result<Address> parse_address(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const auto wrong = [&] {
        return fail(ErrorCode::bad_parameter, "not of the form HOST:PORT: " + text);
    };
    if (colon == std::string::npos || colon == 0) return wrong();
    Address out{text.substr(0, colon), 0};
    if (out.host.front() == '[' && out.host.back() == ']')
        out.host = out.host.substr(1, out.host.size() - 2);
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, out.port);
    if (error != std::errc{} || stop != end || out.host.empty()) return wrong();
    return out;
}

}  // namespace recert
