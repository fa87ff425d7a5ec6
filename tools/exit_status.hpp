// What every verb of recert ends with.
#pragma once

#include <string>

#include "result.hpp"

namespace recert::tools {

inline constexpr int kFine = 0;
inline constexpr int kFound = 1;       // what the verb looks for: it differs, falls short, is wrong
inline constexpr int kUnreadable = 2;  // wrong usage, or input that cannot be read

// Says so of a file or a service, and answers kUnreadable.
int unreadable(const std::string& what, const Error& error);

}  // namespace recert::tools
