// A file that is to hold a document of a program, whole in memory: no larger than a service takes.
#pragma once

#include <string>

#include "result.hpp"

namespace recert::tools {

inline constexpr std::size_t kDocumentBytesMax = std::size_t{1} << 20;

// Errors: malformed, for what cannot be read or is larger.
Result<std::string> read_document(const std::string& file);

}  // namespace recert::tools
