// The reports there are: each a name, columns, filters, and what rows it makes of credentials.
//
// A report judges one credential after the other, in the order of program and id, as of a day and
// as known at an entry; one that tells of all of them together gives its rows at the end. What it
// keeps meanwhile does not grow with the number of credentials. Pure but for Lookup, which is asked
// for what no record holds. Columns follow facts §4.
#pragma once

#include <functional>
#include <memory>

#include "projections/reports/table.hpp"
#include "projections/standing.hpp"

namespace recert::projections {

// What was asked, checked.
struct ReportQuestion {
    static constexpr std::int64_t kWithinDefault = 90;

    events::Date as_of{};
    std::optional<events::Date> from{};    // of the report's own dates
    std::optional<events::Date> to{};      // the last of them
    std::int64_t within = kWithinDefault;  // days
    std::optional<CredentialStatus> status{};
    std::optional<std::string> practicum{};
    std::optional<std::string> provider{};
    std::optional<std::string> audit{};

    bool covers(events::Date day) const {
        return day <= as_of && (!from || *from <= day) && (!to || day <= *to);
    }
};

struct Subject {
    const std::string& id;
    const CredentialRecord& record;  // registered on or before the day asked about
    const Context& context;
    const ReportQuestion& question;

    const events::CredentialRegistered& registered() const {
        return record.all<events::CredentialRegistered>().front().data;
    }
};

// Empty: the reader may not see it, or it is erased.
struct PersonTold {
    std::string name;
    std::string email;
    bool publishes_name = false;
};
struct EntryTold {
    events::Instant recorded_at;
    std::string title;      // of the activity it is about
    std::string leaf_hash;  // hexadecimal
};

// What the ledger tells beside the record. Errors: storage, corrupt.
class Lookup {
  public:
    virtual ~Lookup() = default;
    virtual Result<PersonTold> person(const events::HolderId& holder) = 0;
    virtual Result<EntryTold> entry(Seq seq) = 0;
};

// One walk over the credentials. Rows are added to `rows`.
class Tabulation {
  public:
    virtual ~Tabulation() = default;
    virtual Status take(const Subject& subject, Lookup& lookup, Rows& rows) = 0;
    virtual void finish(Rows&) {}
    // What the figures say of published claims: [{"claim", "definition", …}]; null: nothing.
    virtual events::Json claims() const { return nullptr; }
};

// Who may have a report made of the credentials that are their own, beside those who read all of
// them: nobody; holders and who is let into a program; sponsors, too.
enum class Readers { those_of_all, those_of_some, sponsors_too };

struct Report {
    std::string_view name;
    std::string_view title;
    std::string_view description;
    Columns columns;
    std::vector<std::string_view> filters;  // parameters beside as_of and known_at
    Readers readers;
    std::unique_ptr<Tabulation> (*begin)();  // null: its rows are entries (entry_row)
};

const std::vector<Report>& reports();
const Report* report_named(std::string_view name);  // null: there is none

// The row of the report of entries, for an envelope as it is shown.
Row entry_row(const events::Json& envelope, std::string_view leaf_hash);

// {"name", "title", "description", "filters", "columns": [{"name", "type", "meaning"}]}
events::Json report_json(const Report& report);

}  // namespace recert::projections
