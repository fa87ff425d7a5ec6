// One receipt with its entry: that the entry is in the tree, and the tree is signed.
#pragma once

#include <string>
#include <vector>

#include "result.hpp"
#include "tools/findings.hpp"

namespace recert::tools {

struct ReceiptQuestion {
    std::string receipt;  // files
    std::string entry;
    std::vector<std::string> vkeys;
};

// Whether the file begins as receipts do.
bool is_receipt(const std::string& file);

// Errors: what cannot be read, or was not given; what does not hold is found.
Status check_receipt(const ReceiptQuestion& question, Findings& findings);

}  // namespace recert::tools
