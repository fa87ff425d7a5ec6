// Records of streams, folded as far as asked and kept for the next time.
//
// A Held record is immutable and shared: whoever goes on with it folds into a copy (Fold). Loading
// starts from the cached record when that is not beyond what is asked, so a busy stream costs one
// lookup. All thread-safe but Fold, which is one thread's.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "ledger/reader.hpp"
#include "projections/context.hpp"
#include "projections/program.hpp"
#include "projections/record.hpp"
#include "result.hpp"
#include "service/record_cache.hpp"

namespace recert::service {

StreamVersion version_of(const Held& record);

// A record while it is being folded, from a copy of another.
class Fold {
  public:
    explicit Fold(const Held& from);
    void apply(const events::Recorded& recorded);
    Held done() const;

    template <class T>
    const T& as() const {
        return *std::get<std::shared_ptr<T>>(folded_);
    }

  private:
    std::variant<
        std::shared_ptr<projections::Program>, std::shared_ptr<projections::OrganizationRecord>,
        std::shared_ptr<projections::HolderRecord>, std::shared_ptr<projections::CredentialRecord>>
        folded_;
};

Held empty_record(events::StreamKind kind);

// The stream's version when `known` was the ledger's last entry; 0: there was no such stream.
Result<StreamVersion> version_at(const ledger::Reader& reader, const events::StreamName& stream,
                                 Seq known);

// Its events up to `version`, folded. `cache` is asked, and told when this is the newest.
Result<Held> load(const ledger::Reader& reader, RecordCache& cache,
                  const events::StreamName& stream, StreamVersion version);

// As `load`, as known by now. Errors: also not-found, when there is no such stream.
Result<Held> load_newest(const ledger::Reader& reader, RecordCache& cache,
                         const events::StreamName& stream);

// As `load`, as known when `known` was the last entry.
Result<Held> load_at(const ledger::Reader& reader, RecordCache& cache,
                     const events::StreamName& stream, Seq known);

// Credentials, each folded as known when `known` was the last entry, for whoever goes through
// everybody: read in the order of the ledger, and past the cache, which keeps what is used often.
Result<std::vector<projections::CredentialRecord>> fold_credentials(
    const ledger::Reader& reader, const std::vector<std::string>& ids, Seq known);

// Whom a stream is about: its own id, or the credential's holder; empty for the others.
std::string holder_of(const events::StreamName& stream, const Held& record);
// The program a credential or program stream belongs to; empty for the others.
std::string program_of(const events::StreamName& stream, const Held& record);
// Who continues a merged holder; empty: nobody does.
std::string continued_by(const projections::HolderRecord& record);
const events::CredentialRegistered& registration(const projections::CredentialRecord& record);

}  // namespace recert::service
