// A checkpoint (C2SP tlog-checkpoint): what the whole log is, in three lines, signed as a note.
//
// `<origin>\n<size>\n<base64 root>\n`, no extension lines. The last one lies in DIR/checkpoint,
// outside the store, so that a store that was put back to yesterday is noticed.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/hash.hpp"
#include "ledger/tree.hpp"
#include "result.hpp"

namespace recert::ledger {

struct Checkpoint {
    std::string origin;
    TreeSize size;
    Hash root;

    std::string text() const;
    // `malformed` unless it is exactly what text() writes.
    static Result<Checkpoint> parse(std::string_view text);
};

struct SignedCheckpoint {
    Checkpoint checkpoint;
    std::string note;  // as signed, byte for byte

    // The signature is not looked at. `malformed`: no note, or not of a checkpoint.
    static Result<SignedCheckpoint> parse(std::string note);
};

std::filesystem::path checkpoint_path(const std::filesystem::path& data_directory);
// The verifier keys of its signers, one a line.
std::filesystem::path verifier_keys_path(const std::filesystem::path& data_directory);
// What was last published; nullopt: nothing was. The signature is not looked at.
Result<std::optional<SignedCheckpoint>> read_checkpoint(
    const std::filesystem::path& data_directory);

}  // namespace recert::ledger
