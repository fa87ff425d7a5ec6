// Rows of the register as known at one moment, for lists of any day.
//
// A credential's last row up to then was judged in the context of its own seq. Where the program
// has told since of what the row rests on (a practicum rescheduled, rules for days gone by), it is
// judged again here, so that a list says what the single standing says, with no lag. One
// request's, not thread-safe. Errors: storage, corrupt.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "events/json.hpp"
#include "ledger/reader.hpp"
#include "result.hpp"
#include "service/record_cache.hpp"

namespace recert::service {

class KnownRows {
  public:
    // The reader and the cache outlive it.
    KnownRows(const ledger::Reader& reader, RecordCache& cache, Seq known);

    // nullopt: there was no such credential.
    Result<std::optional<events::Json>> of(const std::string& credential);
    // The same for who has found the last row up to `known` already, judged at `judged_at`.
    Result<events::Json> as_known(const std::string& credential, Seq judged_at,
                                  std::string_view row);

  private:
    static constexpr std::size_t kPastBytes = std::size_t{16} << 20;

    Result<std::shared_ptr<const projections::Program>> program(const std::string& id);
    Result<events::Json> judge(const std::string& credential);

    const ledger::Reader& reader_;
    RecordCache& cache_;
    const Seq known_;
    RecordCache past_{kPastBytes};  // what credentials are judged in, as known then
    std::unordered_map<std::string, std::shared_ptr<const projections::Program>> programs_;
};

}  // namespace recert::service
