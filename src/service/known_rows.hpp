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
#include <unordered_map>

#include "events/json.hpp"
#include "ledger/reader.hpp"
#include "result.hpp"
#include "service/record_cache.hpp"
#include "views/register.hpp"

namespace recert::service {

struct KnownRow {
    events::Json row;
    std::optional<events::Json> outdated;  // what it takes the place of, if it was judged again
};

class KnownRows {
  public:
    // The reader and the cache outlive it.
    KnownRows(const ledger::Reader& reader, views::Build build, RecordCache& cache, Seq known);

    // nullopt: there was no such credential, or its last row was judged after `judged_by`.
    Result<std::optional<KnownRow>> of(const std::string& credential,
                                       std::optional<Seq> judged_by = {});
    Result<std::shared_ptr<const projections::Program>> program(const std::string& id);

  private:
    static constexpr std::size_t kPastBytes = std::size_t{16} << 20;

    Result<events::Json> judge(const std::string& credential);

    const ledger::Reader& reader_;
    const views::Build build_;
    RecordCache& cache_;
    const Seq known_;
    RecordCache past_{kPastBytes};  // what credentials are judged in, as known then
    std::unordered_map<std::string, std::shared_ptr<const projections::Program>> programs_;
};

}  // namespace recert::service
