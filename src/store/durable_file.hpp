// Small files beside a store (the checkpoint, keys, tokens), replaced as a whole or not at all.
//
// replace_file writes `<path>.new`, fsyncs it, renames it over `path` and fsyncs the directory:
// once it returns the new content survives a power cut; until then the old one does. A failure
// answers `storage`, leaves the old file, and is not tried again. Interrupted and short writes are
// gone on with. One writer a path at a time is the caller's business; readers need no care.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "result.hpp"

namespace recert::store {

inline constexpr mode_t kPublicFile = 0644;
inline constexpr mode_t kSecretFile = 0600;
inline constexpr mode_t kPublicDirectory = 0755;
inline constexpr mode_t kSecretDirectory = 0700;
inline constexpr std::size_t kSmallFileBytesMax = 1u << 20;

// `crash_point` names the moment between the synced new file and the rename (crash_point.hpp).
Status replace_file(const std::filesystem::path& path, std::string_view bytes, mode_t mode,
                    std::string_view crash_point = {});

// nullopt when there is no such file; `corrupt` when it is longer than `bytes_max`.
Result<std::optional<std::string>> read_file(const std::filesystem::path& path,
                                             std::size_t bytes_max = kSmallFileBytesMax);

// The first bytes of a file, all of it when it is shorter; nullopt when there is no such file.
Result<std::optional<std::string>> read_start(const std::filesystem::path& path, std::size_t bytes);

// One that is there takes the other's name, which is free; durable when it answers.
Status rename_directory(const std::filesystem::path& from, const std::filesystem::path& to);

// Durable when they answer; what is not there is no error.
Status remove_file(const std::filesystem::path& path);
// With the files in it.
Status remove_directory(const std::filesystem::path& path);

// Makes the directory (its parent exists) unless it is there, and syncs the parent.
Status make_directory(const std::filesystem::path& path, mode_t mode);

}  // namespace recert::store
