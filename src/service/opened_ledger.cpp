#include "service/opened_ledger.hpp"

#include <cstring>

#include "store/durable_file.hpp"

namespace recert::service {
namespace {

Result<ledger::note::Signer> signer_of(const std::string& origin, const privacy::Key& key) {
    ledger::note::Seed seed{};
    std::memcpy(seed.data(), key.data(), seed.size());
    return ledger::note::Signer::from_seed(origin, seed);
}

}  // namespace

bool has_ledger(const std::filesystem::path& data) {
    return std::filesystem::exists(data / "ledger");
}

Result<OpenedLedger> open_ledger(const OpeningOptions& options) {
    if (!options.create && !has_ledger(options.data))
        return fail(ErrorCode::refused_start, options.data.string() + " holds no ledger");
    RECERT_TRY(store::make_directory(options.data, store::kPublicDirectory));
    auto secrets = privacy::open_secrets(options.data);
    if (!secrets) return tl::unexpected(secrets.error());
    auto signer = signer_of(options.origin, secrets->signing_seed);
    if (!signer) return tl::unexpected(signer.error());
    ledger::LogOptions log_options;
    log_options.create = options.create;
    log_options.sync = options.sync;
    log_options.trusted = {signer->verifier()};
    log_options.file_system = options.file_system;
    auto log = ledger::Log::open(options.data, log_options);
    if (!log) return tl::unexpected(log.error());
    auto vault = privacy::Vault::open(options.data, secrets->master, options.file_system);
    if (!vault) return tl::unexpected(vault.error());
    return OpenedLedger{*secrets, {*signer}, std::move(*log), std::move(*vault)};
}

}  // namespace recert::service
