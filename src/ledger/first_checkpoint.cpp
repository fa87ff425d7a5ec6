#include "ledger/first_checkpoint.hpp"

#include "ledger/format.hpp"

namespace recert::ledger {

Result<std::optional<std::string>> first_checkpoint(const Reader& reader, Seq covering) {
    store::Bounds bounds = store::prefix_bounds(format::kCheckpointPrefix);
    bounds.from = format::checkpoint_key({covering.value + 1});
    std::optional<std::string> note;
    RECERT_TRY(reader.snapshot().scan(store::Family::meta, bounds,
                                      [&](std::string_view, std::string_view value) {
                                          note = value;
                                          return false;
                                      }));
    return note;
}

}  // namespace recert::ledger
