// Whether a checkpoint is signed by a key that is trusted for its ledger.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "result.hpp"

namespace recert::tools {

// Who signed the note, for people. Errors: malformed (a vkey), corrupt (not so signed, or its
// origin is not a name of such a key).
Result<std::string> check_signature(const std::string& note, const std::vector<std::string>& vkeys);

// What --vkey was given: a vkey, or a file of vkeys, one a line.
Result<std::vector<std::string>> vkeys_given(const std::string& text_or_file);

}  // namespace recert::tools
