#include <algorithm>

#include "projections/register.hpp"
#include "service/known_rows.hpp"
#include "service/lists.hpp"
#include "service/register_index.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;

// Where to look: what leads to the fewest credentials first.
std::vector<Run> runs_for(const Listing& listing, const Principal& who) {
    if (who.role == Role::holder) return {run_of_members({StreamKind::holder, who.subject})};
    if (listing.holder) return {run_of_members({StreamKind::holder, *listing.holder})};
    if (listing.organization)
        return {run_of_members({StreamKind::organization, *listing.organization})};
    std::vector<Run> runs;
    for (const std::string& program : listing.programs) {
        if (!listing.status) {
            runs.push_back(run_of_members({StreamKind::program, program}));
            continue;
        }
        const auto of_program = runs_of_status(program, *listing.status, listing.as_of);
        runs.insert(runs.end(), of_program.begin(), of_program.end());
    }
    return runs;
}

bool is(const Json& value, const std::optional<std::string>& wanted) {
    return !wanted || value == *wanted;
}

bool is_listed(const Json& standing, const Listing& listing) {
    if (standing.is_null()) return false;
    const auto& program = standing["program"].get_ref<const std::string&>();
    if (!std::binary_search(listing.programs.begin(), listing.programs.end(), program))
        return false;
    if (listing.status && standing["status"] != events::name_of(*listing.status)) return false;
    if (listing.ends_before) {
        const Json& until = standing["valid_until"];
        if (until.is_null() || events::format_date(*listing.ends_before) <= until) return false;
    }
    return is(standing["holder"], listing.holder) &&
           is(standing["organization"], listing.organization);
}

class Collecting {
  public:
    Collecting(const Reading& reading, const Listing& listing, Build build, std::size_t limit)
        : reading_(reading),
          listing_(listing),
          build_(build),
          limit_(limit),
          known_rows_(reading.reader, reading.cache, *listing.known) {}

    // False: the page ends here.
    Result<bool> go_through(const Run& run) {
        Status outcome;
        bool goes_on = true;
        RECERT_TRY(visit_notes(reading_.reader, build_, run, listing_.position, *listing_.known,
                               [&](const Note& note) {
                                   goes_on = !is_full();
                                   if (goes_on) outcome = take(note);
                                   return goes_on && outcome.has_value();
                               }));
        RECERT_TRY(outcome);
        if (!goes_on) page_.next = cursor_at(listing_, position_);
        return goes_on;
    }

    Page& page() { return page_; }

  private:
    bool is_full() const {
        return page_.items.size() >= limit_ || rows_ >= kRowsVisitedMax ||
               notes_ >= kNotesVisitedMax;
    }

    Status take(const Note& note) {
        ++notes_;
        position_ = note.position;
        if (!note.holds) return {};
        ++rows_;
        const std::string credential(note.credential);
        const auto row = known_rows_.of(credential);
        if (!row) return tl::unexpected(row.error());
        if (!*row) return fail(ErrorCode::corrupt, "the row of " + credential + " is missing");
        Json item = projections::short_standing(**row, listing_.as_of);
        if (!is_listed(item, listing_)) return {};
        const auto version =
            version_at(reading_.reader, {StreamKind::credential, credential}, *listing_.known);
        if (!version) return tl::unexpected(version.error());
        item["id"] = credential;
        item["version"] = version->value;
        page_.items.push_back(std::move(item));
        return {};
    }

    const Reading& reading_;
    const Listing& listing_;
    Build build_;
    std::size_t limit_;
    KnownRows known_rows_;
    std::size_t rows_ = 0;
    std::size_t notes_ = 0;
    std::string position_;
    Page page_;
};

}  // namespace

Result<Page> credential_page(const Reading& reading, const Listing& listing, std::size_t limit,
                             const Principal& who) {
    const auto build = live_build(reading.reader);
    if (!build) return tl::unexpected(build.error());
    Collecting collecting(reading, listing, *build, limit);
    for (const Run& run : runs_for(listing, who)) {
        if (run.until <= listing.position) continue;
        const auto goes_on = collecting.go_through(run);
        if (!goes_on) return tl::unexpected(goes_on.error());
        if (!*goes_on) break;
    }
    return std::move(collecting.page());
}

}  // namespace recert::service
