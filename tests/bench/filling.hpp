// A ledger of many credentials, such as the service writes: for each a holder, a registration, an
// exam, an award, twelve activities, mostly a fee, and the decisions that follow; then a
// checkpoint.
//
// Credentials whose ids are next to each other began within the same month, and kCohort of them lie
// in the ledger mingled by date. Only the sealed texts are made up, and a credential's row is
// written once, after its last entry. Errors end the program, as must() has it.
#pragma once

#include <filesystem>
#include <string>

#include "service/opened_ledger.hpp"

namespace recert::bench {

inline const std::string kProgram = "pmp";

service::OpenedLedger open(const std::filesystem::path& data);
void fill(const std::filesystem::path& data, std::size_t credentials);

}  // namespace recert::bench
