#include "ledger/checkpoint.hpp"

#include <charconv>

#include "ledger/base64.hpp"
#include "ledger/note.hpp"
#include "store/durable_file.hpp"

namespace recert::ledger {

std::string Checkpoint::text() const {
    return origin + "\n" + std::to_string(size.value) + "\n" + base64(bytes_of(root)) + "\n";
}

Result<Checkpoint> Checkpoint::parse(std::string_view text) {
    const std::size_t first = text.find('\n');
    const std::size_t second = text.find('\n', first == text.npos ? first : first + 1);
    if (second == text.npos || text.empty())
        return fail(ErrorCode::malformed, "not a checkpoint: three lines are wanted");
    const std::string_view digits = text.substr(first + 1, second - first - 1);
    Checkpoint parsed{std::string(text.substr(0, first)), {}, {}};
    std::from_chars(digits.data(), digits.data() + digits.size(), parsed.size.value);
    const std::size_t third = text.find('\n', second + 1);
    const std::optional<std::string> bytes =
        from_base64(text.substr(second + 1, third == text.npos ? 0 : third - second - 1));
    const std::optional<Hash> root = hash_from(bytes.value_or(""));
    if (root) parsed.root = *root;
    if (!root || parsed.text() != text)
        return fail(ErrorCode::malformed, "not a checkpoint: origin, size and root are wanted");
    return parsed;
}

Result<SignedCheckpoint> SignedCheckpoint::parse(std::string note) {
    const Result<note::Note> split = note::parse(note);
    if (!split) return tl::unexpected<Error>(split.error());
    Result<Checkpoint> parsed = Checkpoint::parse(split->text);
    if (!parsed) return tl::unexpected<Error>(std::move(parsed.error()));
    return SignedCheckpoint{std::move(*parsed), std::move(note)};
}

std::filesystem::path checkpoint_path(const std::filesystem::path& data_directory) {
    return data_directory / "checkpoint";
}

std::filesystem::path verifier_keys_path(const std::filesystem::path& data_directory) {
    return data_directory / "vkey";
}

Result<std::optional<SignedCheckpoint>> read_checkpoint(
    const std::filesystem::path& data_directory) {
    const std::filesystem::path path = checkpoint_path(data_directory);
    Result<std::optional<std::string>> bytes = store::read_file(path, note::kNoteBytesMax);
    if (!bytes) return tl::unexpected<Error>(std::move(bytes.error()));
    if (!*bytes) return std::nullopt;
    Result<SignedCheckpoint> parsed = SignedCheckpoint::parse(std::move(**bytes));
    if (!parsed) return fail(ErrorCode::corrupt, path.string() + ": " + parsed.error().message);
    return std::move(*parsed);
}

}  // namespace recert::ledger
