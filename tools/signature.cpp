#include "tools/signature.hpp"

#include <algorithm>
#include <filesystem>

#include "ledger/note.hpp"
#include "tools/source.hpp"

namespace recert::tools {

namespace note = ledger::note;

Result<std::string> check_signature(const std::string& signed_note,
                                    const std::vector<std::string>& vkeys) {
    std::vector<note::VerifierKey> keys;
    for (const std::string& text : vkeys) {
        auto key = note::VerifierKey::parse(text);
        if (!key) return tl::unexpected(key.error());
        keys.push_back(std::move(*key));
    }
    const auto text = note::open(signed_note, keys);
    if (!text) return tl::unexpected(text.error());
    const auto checkpoint = ledger::Checkpoint::parse(*text);
    if (!checkpoint) return tl::unexpected(checkpoint.error());
    const auto signatures = note::parse(signed_note)->signatures;
    for (const note::VerifierKey& key : keys) {
        const bool signed_it = std::any_of(
            signatures.begin(), signatures.end(), [&](const note::Signature& signature) {
                return signature.name == key.name() && signature.id == key.id();
            });
        if (signed_it && key.name() == checkpoint->origin) return key.text();
    }
    return fail(ErrorCode::corrupt,
                "the origin " + checkpoint->origin + " is not the name of a key that signed it");
}

Result<std::vector<std::string>> vkeys_given(const std::string& text_or_file) {
    if (text_or_file.empty()) return std::vector<std::string>();
    auto vkeys = std::filesystem::exists(text_or_file)
                     ? read_vkeys(text_or_file)
                     : Result<std::vector<std::string>>({text_or_file});
    if (!vkeys) return vkeys;
    for (const std::string& text : *vkeys)
        if (const auto key = note::VerifierKey::parse(text); !key)
            return tl::unexpected(key.error());
    return vkeys;
}

}  // namespace recert::tools
