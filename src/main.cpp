// recertd: the composition root, the only place that knows every part.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iomanip>
#include <iostream>
#include <optional>

#include "backups.hpp"
#include "demo/fill.hpp"
#include "descriptors.hpp"
#include "documents/canvas.hpp"
#include "flags.hpp"
#include "http/access_log.hpp"
#include "http/server.hpp"
#include "keys.hpp"
#include "progress.hpp"
#include "service/ledger_service.hpp"
#include "service/opened_ledger.hpp"
#include "service/rebuild.hpp"
#include "settings.hpp"
#include "supervisor.hpp"
#include "tokens.hpp"

namespace {

using recert::Settings;

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

int complain(const recert::Error& error, int status = kFailed) {
    std::cerr << "recertd: " << error.message << '\n';
    return status;
}

constexpr std::chrono::seconds kAnswerMax{5};  // of a loop that lives

// Signals that end the service, or have it read its certificate again, are waited for; blocked
// before any thread is made, so that all threads inherit it.
sigset_t block_signals(bool may_reload) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    if (may_reload) sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

// A signal, or 0 when the time is over.
int next_signal(const sigset_t& signals, std::optional<std::chrono::microseconds> within) {
    if (!within) return sigwaitinfo(&signals, nullptr);
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(*within);
    const std::chrono::nanoseconds rest = *within - whole;
    const timespec limit{whole.count(), rest.count()};
    const int signal = sigtimedwait(&signals, nullptr, &limit);
    return signal < 0 && errno == EAGAIN ? 0 : signal;
}

void serve_until_ended(recert::http::Server& server, const sigset_t& signals,
                       const recert::Supervisor& supervisor) {
    supervisor.tell_ready();
    for (int signal = 0; signal != SIGTERM && signal != SIGINT;) {
        signal = next_signal(signals, supervisor.wants_news_every());
        if (signal == SIGHUP) server.reload_tls();
        if (signal == 0 && server.answers_within(kAnswerMax)) supervisor.tell_alive();
    }
    supervisor.tell_ending();
    std::cout << "recertd drains and ends" << std::endl;
    server.stop();
}

void tell_where(const Settings& settings, const recert::Address& address, std::uint16_t port) {
    const bool is_v6 = address.host.find(':') != std::string::npos;
    const std::string host = is_v6 ? '[' + address.host + ']' : address.host;
    const bool is_plain = settings.http.tls_certificate.empty();
    const char* const scheme = is_plain ? "http://" : "https://";
    std::cout << "recertd serves " << settings.data.string() << " on " << scheme << host << ':'
              << port << std::endl;
    const auto first = recert::service::admin_token_path(settings.data);
    if (std::filesystem::exists(first))
        std::cout << "administrator's token: " << first.string() << std::endl;
}

recert::service::Progress progress_of_register() {
    return [bar = recert::ProgressBar("register")](auto done, auto of) mutable {
        bar.show(done, of);
        return true;
    };
}

bool is_asked_to_end() {
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGINT) == 1;
}

recert::Status fill(const recert::service::ServiceOptions& options,
                    const recert::demo::Order& order) {
    const auto began = std::chrono::steady_clock::now();
    recert::ProgressBar bar("demo");
    const auto filled = recert::demo::fill(options, order, [&](auto done, auto of) {
        bar.show(done, of);
        return !is_asked_to_end();
    });
    if (!filled) return tl::unexpected(filled.error());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (!*filled)
        std::cout << "the demo appends nothing: " << options.data.string()
                  << " is not empty, or no sandbox" << std::endl;
    else
        std::cout << "demo: " << (*filled)->holders << " holders, " << (*filled)->credentials
                  << " credentials, " << (*filled)->events << " events in " << std::fixed
                  << std::setprecision(1) << took.count() << " s" << std::endl;
    return {};
}

recert::http::Settings at(const recert::Address& address, recert::http::Settings http) {
    http.host = address.host;
    http.port = address.port;
    const std::size_t most = recert::connections_allowed();
    if (http.connections_max > most)
        std::cerr << "recertd: the limit of open files leaves room for " << most
                  << " connections, fewer than connections_max" << std::endl;
    http.connections_max = std::min(http.connections_max, most);
    return http;
}

// Documents are drawn all the same, in whatever fonts there are.
void look_for_fonts() {
    for (const std::string& family : recert::documents::missing_fonts())
        recert::http::log_missing_font(family);
}

int serve(const Settings& settings) {
    const auto address = recert::parse_address(settings.listen);
    if (!address) return complain(address.error(), kWrongUsage);
    const recert::http::Settings http = at(*address, settings.http);
    if (const auto fine = recert::http::Server::check(http); !fine) return complain(fine.error());
    const recert::Supervisor supervisor;
    const sigset_t signals =
        block_signals(supervisor.is_there() || !settings.http.tls_certificate.empty());
    recert::http::begin_log(settings.log_level);
    look_for_fonts();
    recert::service::ServiceOptions options;
    options.data = settings.data;
    options.origin = settings.origin;
    options.wanted_clock.sandbox = settings.sandbox;
    options.disk_reserve_bytes = settings.disk_reserve_mib << 20;
    options.progress = progress_of_register();
    if (settings.demo)
        if (const auto done = fill(options, settings.demo_order); !done)
            return complain(done.error());
    options.backups = settings.backups;
    options.issuer = settings.issuer;
    if (options.issuer)
        options.issuer->complain = [](const std::string& why) {
            recert::http::log_failure("issuer", "", why);
        };
    options.reminders = settings.reminders;
    if (options.reminders)
        options.reminders->complain = [](const std::string& why) {
            recert::http::log_failure("reminders", "", why);
        };
    const auto service = recert::service::LedgerService::open(options);
    if (!service) return complain(service.error());
    const auto server = recert::http::Server::start(http, **service);
    if (!server) return complain(server.error());
    tell_where(settings, *address, (*server)->port());
    serve_until_ended(**server, signals, supervisor);
    const auto committed = (*service)->committed();
    std::cout << "appended " << committed.events << " events in " << committed.groups << " groups"
              << std::endl;
    return 0;
}

recert::service::OpeningOptions stopped_directory(const Settings& settings) {
    recert::service::OpeningOptions options;
    options.data = settings.data;
    options.origin = settings.origin;
    options.create = false;
    return options;
}

int rebuild(const Settings& settings) {
    const auto ledger = recert::service::open_ledger(stopped_directory(settings));
    if (!ledger) return complain(ledger.error());
    const auto rebuilt = recert::service::rebuild_register(*ledger->log, progress_of_register());
    if (!rebuilt) return complain(rebuilt.error());
    std::cout << "register: " << rebuilt->rows << " rows from " << rebuilt->events
              << " events, build " << rebuilt->build.number << " is live; "
              << (rebuilt->same() ? "its digest is that of the build before"
                                  : "its digest differs: the build before was not what the events "
                                    "say")
              << std::endl;
    return 0;
}

int tokens(const Settings& settings, const recert::TokensOrder& order) {
    const auto done = recert::tokens(stopped_directory(settings), order, std::cout);
    if (done) return 0;
    const bool is_usage = done.error().code == recert::ErrorCode::schema;
    return complain(done.error(), is_usage ? kWrongUsage : kFailed);
}

int keys(const Settings& settings, const recert::KeysOrder& order) {
    const auto done = recert::keys(stopped_directory(settings), order, std::cout);
    if (done) return 0;
    const bool is_usage = done.error().code == recert::ErrorCode::bad_parameter;
    return complain(done.error(), is_usage ? kWrongUsage : kFailed);
}

int backup(const Settings& settings, recert::BackupVerb verb) {
    if (!settings.backups) {
        std::cerr << "recertd: say where to: --to DIR --keys-to DIR\n";
        return kWrongUsage;
    }
    const auto done =
        recert::backup(stopped_directory(settings), *settings.backups, verb, std::cout);
    return done ? 0 : complain(done.error());
}

int restore(const Settings& settings, recert::service::RestoreOrder order) {
    order.data = settings.data;
    const auto done = recert::restore(order, std::cout);
    return done ? 0 : complain(done.error());
}

// `recertd keys`, `… rotate`, `… rotate-master`, `… rotate-badges`, `… retire ID`.
const CLI::App* add_keys(CLI::App& app, recert::KeysOrder& order) {
    auto* keys = app.add_subcommand("keys", "Show the keys that sign checkpoints, newest first");
    keys->fallthrough()->require_subcommand(0, 1);
    keys->add_subcommand("rotate", "Make a new key, which signs beside those there are")
        ->fallthrough()
        ->callback([&order] { order.rotates = true; });
    keys->add_subcommand("rotate-master", "Wrap the holders' keys under a new master key")
        ->fallthrough()
        ->callback([&order] { order.rotates_master = true; });
    keys->add_subcommand("rotate-badges", "Make new keys that sign badges; the old stay listed")
        ->fallthrough()
        ->callback([&order] { order.rotates_badges = true; });
    keys->add_subcommand("retire", "Let a key sign no more")
        ->fallthrough()
        ->add_option("key", order.retired, "Its id: 8 hexadecimal digits, as in its verifier key")
        ->required();
    return keys;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("recertd: the service of a recertification ledger; owns its data directory");
    recert::Given given;
    bool print_config = false;
    recert::add_flags(app, given);
    app.add_flag("--print-config", print_config, "Print the settings in force, then leave");
    app.require_subcommand(0, 1);
    app.add_subcommand("serve", "Serve the API (what happens without a word)")->fallthrough();
    const auto* rebuilds =
        app.add_subcommand("rebuild", "Build the register again from entry 0, and compare")
            ->fallthrough();
    recert::KeysOrder keys_order;
    const auto* shows_keys = add_keys(app, keys_order);
    recert::TokensOrder tokens_order;
    const auto* sees_to_tokens = recert::add_tokens(app, tokens_order);
    recert::BackupVerb backup_verb{};
    const auto* backs_up = recert::add_backup(app, given, backup_verb);
    recert::service::RestoreOrder restore_order;
    const auto* restores = recert::add_restore(app, restore_order);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kWrongUsage;
    }
    const auto settings = recert::settle(given);
    if (!settings) return complain(settings.error(), kWrongUsage);
    if (print_config) {
        std::cout << settings->text();
        return 0;
    }
    if (shows_keys->parsed()) return keys(*settings, keys_order);
    if (sees_to_tokens->parsed()) return tokens(*settings, tokens_order);
    if (backs_up->parsed()) return backup(*settings, backup_verb);
    if (restores->parsed()) return restore(*settings, std::move(restore_order));
    return rebuilds->parsed() ? rebuild(*settings) : serve(*settings);
}
