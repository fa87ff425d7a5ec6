// The part of tar (POSIX ustar) that an audit bundle needs: plain files, and nothing that differs
// from one writing to the next. Own code, since that little is sooner read than a library's
// settings are.
//
// A file is a header of one block, its bytes, and zeroes to the next block; two blocks of zeroes
// end the archive. Mode 0644, owner 0, time 0. Names have at most kTarNameMax bytes, files at most
// kTarFileBytesMax.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "result.hpp"

namespace recert::tools {

inline constexpr std::size_t kTarBlock = 512;
inline constexpr std::size_t kTarNameMax = 100;
inline constexpr std::uint64_t kTarFileBytesMax = (std::uint64_t{1} << 33) - 1;  // 11 octal digits

struct TarEntry {
    std::string name;
    std::uint64_t bytes = 0;
};

// `too_large` for a name or a file beyond the bounds.
Result<std::string> tar_header(const TarEntry& entry);
// nullopt: a block of zeroes, the end. `malformed` for what is no plain file.
Result<std::optional<TarEntry>> read_tar_header(std::string_view block);

// How many zeroes follow a file of so many bytes.
std::size_t tar_padding(std::uint64_t bytes);

}  // namespace recert::tools
