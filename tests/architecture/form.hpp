// The form of the source: sizes, names, leftovers. Each rule is one that can be checked by looking
// at one file; what needs a compiler is clang-tidy's.
#pragma once

#include "architecture/source.hpp"

namespace recert::architecture {

inline constexpr std::size_t kLinesMax = 300;
inline constexpr std::size_t kColumnsMax = 100;  // characters, not bytes

Complaints check_form(const SourceFile& file);  // a .hpp or .cpp
Complaints check_path(const std::string& path);
Complaints check_top_folders(const std::vector<std::string>& names);

}  // namespace recert::architecture
