// The records of all streams, folded from entries that are fed one after the other: what verify,
// audit and replay judge by.
//
// The entries may begin anywhere. A stream whose first events are not among them, one that names
// another of which that is true, and one with an entry that no service would have taken have no
// record; they are gone on with for their versions only. Trusts nothing it is fed: what is judged
// later is checked here to be judgeable.
//
// Memory: the records of all streams, without texts (some hundred bytes an event); no entry stays.
// One thread's. Errors: corrupt, naming what is wrong with an entry.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "events/codec.hpp"
#include "projections/context.hpp"
#include "projections/program.hpp"
#include "projections/record.hpp"
#include "result.hpp"

namespace recert::tools {

class History {
  public:
    // `first`: the seq of the first entry to come.
    explicit History(Seq first = {}) : first_(first) {}

    // The next entry: its form, its place in the ledger and in its stream. Nothing is folded yet,
    // so what is asked of the records is as it was before it.
    Result<events::Recorded> read(Seq seq, std::string_view entry);
    // Of one that was decoded already, in canonical form.
    Status check_place(Seq seq, const events::Envelope& envelope);
    // What read() gave. An error leaves its stream without a record.
    Status apply(const events::Recorded& recorded);

    // Null: there is none, or it has no record.
    const projections::CredentialRecord* credential(const std::string& id) const;
    // What a credential that has a record is judged in.
    projections::Context context_of(const projections::CredentialRecord& record) const;

    // In order of their ids, those that have a record.
    template <class Visit>
    void visit_credentials(const Visit& visit) const {
        for (const std::string& id : credential_ids())
            if (const auto* record = credential(id)) visit(id, *record);
    }

    std::uint64_t streams() const;
    // How many streams have no record.
    std::uint64_t without_record() const;
    // Of the last entry; nullopt before the first.
    std::optional<events::Instant> last_recorded_at() const { return last_recorded_at_; }

  private:
    template <class Record>
    struct Kept {
        std::shared_ptr<Record> record = std::make_shared<Record>();  // null: it has none
        StreamVersion version{};
    };
    template <class Record>
    using Table = std::unordered_map<std::string, Kept<Record>>;

    template <class Record>
    Status apply_to(Kept<Record>& kept, const events::Recorded& recorded);
    static Status check_fits(const events::Recorded& recorded, const projections::Program& program);
    static Status check_fits(const events::Recorded& recorded,
                             const projections::OrganizationRecord& organization);
    static Status check_fits(const events::Recorded& recorded,
                             const projections::HolderRecord& holder);
    Status check_fits(const events::Recorded& recorded,
                      const projections::CredentialRecord& credential) const;
    Status check_registration(const events::CredentialRegistered& event, events::Date on) const;
    std::vector<std::string> credential_ids() const;
    bool is_judgeable(const events::Recorded& recorded) const;
    bool is_whole(const projections::CredentialRecord& record) const;

    Seq first_;
    std::optional<events::Instant> last_recorded_at_;
    Table<projections::Program> programs_;
    Table<projections::OrganizationRecord> organizations_;
    Table<projections::HolderRecord> holders_;
    Table<projections::CredentialRecord> credentials_;
};

}  // namespace recert::tools
