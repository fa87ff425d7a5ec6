// What must hold before a ledger is written to. For the files of this folder only.
//
// Makes the store when there is none, then compares what it holds with itself and with the signed
// checkpoint beside it. All errors are `refused_start` and say what to do.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "ledger/edge.hpp"
#include "ledger/log.hpp"
#include "result.hpp"
#include "store/writing.hpp"

namespace recert::ledger {

struct Opened {
    std::unique_ptr<store::WriteStore> store;
    Edge edge;
    TreeSize signed_size;  // of the last signed checkpoint
};

// The file comes first, the store second: open_store() makes up for a kill in between.
Status keep_checkpoint(store::WriteStore& store, TreeSize size, std::string_view signed_note);

Result<Opened> open_store(const std::filesystem::path& data_directory, const LogOptions& options);

}  // namespace recert::ledger
