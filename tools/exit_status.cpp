#include "tools/exit_status.hpp"

#include <iostream>

namespace recert::tools {

int unreadable(const std::string& what, const Error& error) {
    std::cerr << "error: " << what << ": " << error.message;
    if (!error.pointer.empty()) std::cerr << " (at " << error.pointer << ")";
    std::cerr << "\n";
    return kUnreadable;
}

}  // namespace recert::tools
