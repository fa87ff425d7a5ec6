// The files of DIR/evidence elsewhere, sealed as they are: <place>/evidence/<holder>/<name>.<sha>,
// where sha is the base64url of the SHA-256 of what is in it, by which damage is noticed.
//
// A file that is there with the same time and size is not copied again. Errors: storage, corrupt
// (naming the file).
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "result.hpp"
#include "store/copies.hpp"

namespace recert::privacy {

struct EvidenceCopied {
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    std::vector<std::filesystem::path> gone{};  // files of the place that the directory has no more
};

// Adds what is new; nothing is removed. `storage` when it was given up.
Result<EvidenceCopied> copy_evidence(const std::filesystem::path& data_directory,
                                     const std::filesystem::path& place,
                                     const store::GoesOn& goes_on);
Status remove_gone(const EvidenceCopied& copied);

// Count of the files, each compared with its name.
Result<std::uint64_t> verify_evidence(const std::filesystem::path& place);
Result<std::uint64_t> restore_evidence(const std::filesystem::path& place,
                                       const std::filesystem::path& data_directory);

}  // namespace recert::privacy
