#include "service/signing_keys.hpp"

#include <algorithm>
#include <cstring>

#include "ledger/checkpoint.hpp"
#include "ledger/hash.hpp"
#include "service/opened_ledger.hpp"
#include "store/durable_file.hpp"

namespace recert::service {
namespace {

namespace note = ledger::note;

std::string id_of(const note::Signer& signer) {
    const note::KeyId& id = signer.verifier().id();
    return ledger::hex({reinterpret_cast<const char*>(id.data()), id.size()});
}

Result<Signers> replace_seeds(const OpeningOptions& options,
                              const std::vector<privacy::Key>& seeds) {
    auto signers = signers_of(options.origin, seeds);
    if (!signers) return signers;
    RECERT_TRY(privacy::replace_signing_seeds(options.data, seeds));
    RECERT_TRY(publish_verifier_keys(options.data, *signers));
    return signers;
}

// The next start must find the last checkpoint, if there is one, signed by a key it knows.
Status check_checkpoint_is_theirs(const std::filesystem::path& data, const Signers& signers,
                                  ErrorCode code, std::string otherwise) {
    const auto found = ledger::read_checkpoint(data);
    if (!found) return tl::unexpected(found.error());
    std::vector<note::VerifierKey> known;
    for (const note::Signer& signer : signers) known.push_back(signer.verifier());
    if (!*found || note::open((*found)->note, known)) return {};
    return fail(code, std::move(otherwise));
}

}  // namespace

std::string verifier_keys_text(std::span<const note::Signer> signers) {
    std::string text;
    for (const note::Signer& signer : signers) text += signer.verifier().text() + "\n";
    return text;
}

Status publish_verifier_keys(const std::filesystem::path& data,
                             std::span<const note::Signer> signers) {
    const std::string text = verifier_keys_text(signers);
    const auto path = ledger::verifier_keys_path(data);
    const auto there = store::read_file(path);
    if (there && *there == text) return {};
    return store::replace_file(path, text, store::kPublicFile);
}

Result<Signers> signers_of(const std::string& origin, const std::vector<privacy::Key>& seeds) {
    Signers signers;
    for (const privacy::Key& key : seeds) {
        note::Seed seed{};
        std::memcpy(seed.data(), key.data(), seed.size());
        auto signer = note::Signer::from_seed(origin, seed);
        if (!signer) return tl::unexpected(signer.error());
        signers.push_back(std::move(*signer));
    }
    return signers;
}

Result<Signers> signing_keys(const OpeningOptions& options) {
    RECERT_TRY(check_holds_ledger(options.data));
    const auto secrets = privacy::open_secrets(options.data, false);
    if (!secrets) return tl::unexpected(secrets.error());
    auto signers = signers_of(options.origin, secrets->signing_seeds);
    if (!signers) return signers;
    RECERT_TRY(check_checkpoint_is_theirs(
        options.data, *signers, ErrorCode::refused_start,
        "no key of the name " + options.origin + " signed the last checkpoint: is it the origin?"));
    return signers;
}

Result<Signers> rotate_signing_key(const OpeningOptions& options) {
    const auto ledger = open_ledger(options);
    if (!ledger) return tl::unexpected(ledger.error());
    std::vector<privacy::Key> seeds = ledger->secrets.signing_seeds;
    if (seeds.size() >= kSigningKeysMax)
        return fail(ErrorCode::bad_parameter, "there are " + std::to_string(kSigningKeysMax) +
                                                  " keys already: retire one first");
    seeds.emplace(seeds.begin(), privacy::random_bytes(privacy::kKeyBytes));
    return replace_seeds(options, seeds);
}

Result<Signers> retire_signing_key(const OpeningOptions& options, std::string_view id) {
    const auto ledger = open_ledger(options);
    if (!ledger) return tl::unexpected(ledger.error());
    Signers signers = ledger->signers;
    const auto retired = std::find_if(signers.begin(), signers.end(),
                                      [&](const auto& signer) { return id_of(signer) == id; });
    if (retired == signers.end())
        return fail(ErrorCode::bad_parameter, "there is no signing key " + std::string(id));
    if (signers.size() == 1)
        return fail(ErrorCode::bad_parameter, "it is the only key: rotate first");
    std::vector<privacy::Key> seeds = ledger->secrets.signing_seeds;
    seeds.erase(seeds.begin() + (retired - signers.begin()));
    signers.erase(retired);
    RECERT_TRY(check_checkpoint_is_theirs(
        options.data, signers, ErrorCode::bad_parameter,
        "the last checkpoint is signed by this key alone: let the service sign one with the "
        "others, after the next event, and retire it then"));
    return replace_seeds(options, seeds);
}

}  // namespace recert::service
