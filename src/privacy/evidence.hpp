// Files that back up what holders claim, each sealed under its holder's evidence key (vault.hpp),
// in DIR/evidence (0700): who has lost the key has lost the file.
//
//   evidence/<holder>/<name>, where name is the hex of HMAC-SHA-256(evidence key, <sha256>), so
//   that a file's name tells nothing of what is in it length (uint32, big-endian) of the head ‖ the
//   head, sealed ‖ the bytes, sealed the head is `<sha256> <kept since, ms since 1970>`; both are
//   bound to holder, name and part
//
// A file is there as a whole or not at all, and durable when put() answers. Errors: not-found (the
// file; the holder's key), wrong-hash, unsupported-media-type, too-large (kEvidenceBytesMax; or a
// holder has kEvidenceFilesMax, or kEvidenceHolderBytesMax), storage, corrupt. Thread-safe. Leaves
// out who may, and how long a file is needed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "privacy/file_type.hpp"
#include "privacy/vault.hpp"
#include "result.hpp"

namespace recert::privacy {

inline constexpr std::size_t kEvidenceBytesMax = std::size_t{10} << 20;
inline constexpr std::size_t kEvidenceFilesMax = 1'000;
inline constexpr std::uint64_t kEvidenceHolderBytesMax = std::uint64_t{256} << 20;

// Of a file as it lies there.
inline constexpr std::size_t kSealedFileBytesMax = kEvidenceBytesMax + 1'024;

std::filesystem::path evidence_directory(const std::filesystem::path& data_directory);

struct KeptFile {
    std::string sha256;
    std::int64_t since_ms;  // by the ledger's clock
};

class Evidence {
  public:
    // The vault outlives it.
    static Result<std::unique_ptr<Evidence>> open(const std::filesystem::path& data_directory,
                                                  const Vault& vault);

    // True: it was not there. `media` is what it is said to be, without parameters.
    Result<bool> put(const std::string& holder, const std::string& sha256, std::string_view media,
                     std::string_view bytes, std::int64_t now_ms);
    Result<std::string> read(const std::string& holder, const std::string& sha256) const;

    // Those who may have files, after `after` in byte order, no more than `limit`.
    Result<std::vector<std::string>> holders(const std::string& after, std::size_t limit) const;
    Result<std::vector<KeptFile>> files(const std::string& holder) const;

    // One that is not there is no error.
    Status remove(const std::string& holder, const std::string& sha256);
    Status remove_all(const std::string& holder);

  private:
    Evidence(std::filesystem::path directory, const Vault& vault)
        : directory_(std::move(directory)), vault_(vault) {}

    struct Place {
        Key key;
        std::string name;
        std::filesystem::path path;
    };
    Result<Place> place_of(const std::string& holder, const std::string& sha256) const;
    Status check_room(const std::string& holder, std::size_t bytes) const;

    std::filesystem::path directory_;
    const Vault& vault_;
    mutable std::mutex changing_;  // what lies in the directory
};

}  // namespace recert::privacy
