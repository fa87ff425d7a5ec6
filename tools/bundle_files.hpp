// The files of an audit bundle, in a directory or in a tar: by name, where their bytes are.
//
// A tar is read where it lies; nothing is unpacked. Errors: malformed (no such directory or tar),
// storage.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "ledger/hash.hpp"
#include "result.hpp"

namespace recert::tools {

inline constexpr std::size_t kBundleFilesMax = 10'000;

struct FilePart {
    std::string path;
    std::uint64_t from = 0;
    std::uint64_t bytes = 0;
};

using BundleFiles = std::map<std::string, FilePart>;  // rules/cptm/0.json

Result<BundleFiles> files_of_bundle(const std::string& path);

// All of it; `too_large` beyond `bytes_max`.
Result<std::string> read_part(const FilePart& part, std::size_t bytes_max);
Result<ledger::Hash> hash_of(const FilePart& part);
// Without their newlines; false ends the visit. `malformed` for a line longer than `line_bytes_max`
// or one that does not end.
Status visit_lines(const FilePart& part, std::size_t line_bytes_max,
                   const std::function<bool(std::string_view line)>& visit);

}  // namespace recert::tools
