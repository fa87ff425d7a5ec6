#include "ledger/note.hpp"

#include <algorithm>

#include "ledger/base64.hpp"
#include "ledger/ed25519.hpp"
#include "ledger/hash.hpp"

namespace recert::ledger::note {

namespace {

constexpr char kEd25519 = 0x01;
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::size_t kKeyIdHexDigits = 8;
constexpr std::string_view kLineStart = "\xe2\x80\x94 ";  // an em dash and a space

template <std::size_t N>
std::string_view view(const std::array<std::uint8_t, N>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), N};
}

template <std::size_t N>
std::array<std::uint8_t, N> array_of(std::string_view bytes) {
    std::array<std::uint8_t, N> array;
    std::copy_n(bytes.begin(), N, array.begin());
    return array;
}

bool is_name(std::string_view name) {
    const auto plain = [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '+'; };
    return !name.empty() && std::all_of(name.begin(), name.end(), plain);
}

std::string typed(const PublicKey& key) { return kEd25519 + std::string(view(key)); }

Result<Signature> parse_line(std::string_view line) {
    const std::size_t space = line.find(' ', kLineStart.size());
    if (!line.starts_with(kLineStart) || space == std::string_view::npos)
        return fail(ErrorCode::malformed, "not a signature line of a note");
    const std::string_view name = line.substr(kLineStart.size(), space - kLineStart.size());
    const std::optional<std::string> bytes = from_base64(line.substr(space + 1));
    if (!is_name(name) || !bytes || bytes->size() <= kKeyIdBytes)
        return fail(ErrorCode::malformed, "not a signature line of a note");
    return Signature{std::string(name), array_of<kKeyIdBytes>(*bytes), bytes->substr(kKeyIdBytes)};
}

bool has_control_characters(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; });
}

}  // namespace

Result<VerifierKey> VerifierKey::make(std::string name, const PublicKey& key) {
    if (!is_name(name)) return fail(ErrorCode::malformed, "not a key name: " + name);
    VerifierKey made;
    made.key_ = key;
    made.id_ = array_of<kKeyIdBytes>(bytes_of(sha256(name + "\n" + typed(key))));
    made.name_ = std::move(name);
    return made;
}

Result<VerifierKey> VerifierKey::parse(std::string_view vkey) {
    const auto malformed = [] { return fail(ErrorCode::malformed, "not a verifier key"); };
    const std::size_t plus = vkey.find('+');
    if (plus == std::string_view::npos || vkey.size() < plus + kKeyIdHexDigits + 2)
        return malformed();
    const std::optional<std::string> key = from_base64(vkey.substr(plus + kKeyIdHexDigits + 2));
    if (!key || key->size() != 1 + PublicKey{}.size() || key->front() != kEd25519)
        return malformed();
    Result<VerifierKey> made =
        make(std::string(vkey.substr(0, plus)), array_of<PublicKey{}.size()>(key->substr(1)));
    if (made && made->text() != vkey) return malformed();
    return made;
}

std::string VerifierKey::text() const {
    return name_ + "+" + hex(view(id_)) + "+" + base64(typed(key_));
}

bool VerifierKey::verifies(std::string_view message, std::string_view signature) const {
    return ed25519::verifies(key_, message, signature);
}

Result<Signer> Signer::from_seed(std::string name, const Seed& seed) {
    const Result<PublicKey> key = ed25519::public_key(seed);
    if (!key) return tl::unexpected<Error>(key.error());
    Result<VerifierKey> verifier = VerifierKey::make(std::move(name), *key);
    if (!verifier) return tl::unexpected<Error>(std::move(verifier.error()));
    return Signer(seed, std::move(*verifier));
}

Result<Signer> Signer::generate(std::string name) {
    const Result<Seed> seed = ed25519::random_seed();
    if (!seed) return tl::unexpected<Error>(seed.error());
    return from_seed(std::move(name), *seed);
}

Result<std::string> Signer::sign(std::string_view message) const {
    return ed25519::sign(seed_, message);
}

Result<std::string> sign(std::string_view text, std::span<const Signer> signers) {
    if (!text.ends_with('\n') || has_control_characters(text))
        return fail(ErrorCode::malformed, "not the text of a note");
    std::string note(text);
    note += '\n';
    for (const Signer& signer : signers) {
        Result<std::string> signature = signer.sign(text);
        if (!signature) return signature;
        const VerifierKey& verifier = signer.verifier();
        note.append(kLineStart).append(verifier.name()).append(" ");
        note += base64(std::string(view(verifier.id())) + *signature) + "\n";
    }
    return note;
}

Result<Note> parse(std::string_view signed_note) {
    const std::size_t gap = signed_note.rfind("\n\n");
    if (signed_note.size() > kNoteBytesMax || gap == std::string_view::npos ||
        !signed_note.ends_with('\n') || has_control_characters(signed_note))
        return fail(ErrorCode::malformed, "not a signed note");
    Note note{std::string(signed_note.substr(0, gap + 1)), {}};
    std::string_view rest = signed_note.substr(gap + 2);
    while (!rest.empty()) {
        if (note.signatures.size() == kSignaturesMax)
            return fail(ErrorCode::malformed, "a note with too many signatures");
        const std::size_t end = rest.find('\n');
        Result<Signature> signature = parse_line(rest.substr(0, end));
        if (!signature) return tl::unexpected<Error>(std::move(signature.error()));
        note.signatures.push_back(std::move(*signature));
        rest.remove_prefix(end + 1);
    }
    if (note.signatures.empty()) return fail(ErrorCode::malformed, "a note without signatures");
    return note;
}

Result<std::string> open(std::string_view signed_note, std::span<const VerifierKey> trusted) {
    Result<Note> note = parse(signed_note);
    if (!note) return tl::unexpected<Error>(std::move(note.error()));
    bool signed_by_trusted = false;
    for (const Signature& signature : note->signatures) {
        const auto key = std::find_if(trusted.begin(), trusted.end(), [&](const VerifierKey& k) {
            return k.name() == signature.name && k.id() == signature.id;
        });
        if (key == trusted.end()) continue;
        if (!key->verifies(note->text, signature.bytes))
            return fail(ErrorCode::corrupt, "the signature of " + signature.name + " is wrong");
        signed_by_trusted = true;
    }
    if (!signed_by_trusted) return fail(ErrorCode::corrupt, "no trusted key signed the note");
    return std::move(note->text);
}

}  // namespace recert::ledger::note
