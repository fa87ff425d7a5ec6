#include <algorithm>

#include "projections/register.hpp"
#include "service/about.hpp"
#include "service/known_rows.hpp"
#include "service/lists.hpp"
#include "views/register_index.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;

// Where to look: all of a run, or those in it whose rows were judged by then and are outdated.
struct Search {
    views::Run run;
    std::optional<Seq> judged_by{};
};
using Searches = std::vector<Search>;  // in order of their places

// Credentials are noted by the status that their rows, as written, have. Who has another one by now
// because of what the program told later is among all its members.
Status add_outdated(Searches& searches, const Listing& listing, KnownRows& rows) {
    for (const std::string& id : listing.programs) {
        const auto program = rows.program(id);
        if (!program) return tl::unexpected(program.error());
        if (const auto news = projections::last_news(**program))
            searches.push_back({views::run_of_members({StreamKind::program, id}), news});
    }
    return {};
}

// By what leads to the fewest credentials.
Result<Searches> searches_for(const Listing& listing, const Principal& who, KnownRows& rows) {
    const auto members = [](StreamKind kind, const std::string& id) {
        return Search{views::run_of_members({kind, id})};
    };
    if (who.role == Role::holder) return Searches{members(StreamKind::holder, who.subject)};
    if (who.role == Role::sponsor) return Searches{members(StreamKind::organization, who.subject)};
    if (listing.holder) return Searches{members(StreamKind::holder, *listing.holder)};
    if (listing.organization)
        return Searches{members(StreamKind::organization, *listing.organization)};
    Searches searches;
    for (const std::string& program : listing.programs) {
        if (!listing.status)
            searches.push_back(members(StreamKind::program, program));
        else
            for (views::Run& run : views::runs_of_status(program, *listing.status, listing.as_of))
                searches.push_back({std::move(run)});
    }
    if (listing.status) RECERT_TRY(add_outdated(searches, listing, rows));
    return searches;
}

bool is(const Json& value, const std::optional<std::string>& wanted) {
    return !wanted || value == *wanted;
}

bool has_status(const Json& standing, projections::CredentialStatus status) {
    return !standing.is_null() && standing["status"] == events::name_of(status);
}

bool is_listed(const Json& standing, const Listing& listing) {
    if (standing.is_null()) return false;
    const auto& program = standing["program"].get_ref<const std::string&>();
    if (!std::binary_search(listing.programs.begin(), listing.programs.end(), program))
        return false;
    if (listing.status && !has_status(standing, *listing.status)) return false;
    if (listing.ends_before) {
        const Json& until = standing["valid_until"];
        if (until.is_null() || events::format_date(*listing.ends_before) <= until) return false;
    }
    return is(standing["holder"], listing.holder) &&
           is(standing["organization"], listing.organization);
}

class Collecting {
  public:
    Collecting(const Reading& reading, const Listing& listing, views::Build build,
               std::size_t limit, const Principal& who)
        : reading_(reading),
          listing_(listing),
          who_(who),
          build_(build),
          limit_(limit),
          known_rows_(reading.reader, build, reading.cache, *listing.known) {}

    KnownRows& known_rows() { return known_rows_; }

    // One after the other, from where the page before ended, until this one ends.
    Result<Page> go_through(const Searches& searches) {
        for (const Search& search : searches) {
            if (search.run.until <= listing_.position) continue;
            RECERT_TRY(go_through(search));
            if (page_.next) break;
        }
        return std::move(page_);
    }

  private:
    Status go_through(const Search& search) {
        Status outcome;
        RECERT_TRY(views::visit_notes(reading_.reader, build_, search.run, listing_.position,
                                      *listing_.known, [&](const views::Note& note) {
                                          if (is_full())
                                              page_.next = cursor_at(listing_, position_);
                                          else
                                              outcome = take(note, search);
                                          return !page_.next && outcome.has_value();
                                      }));
        return outcome;
    }

    bool is_full() const {
        return page_.items.size() >= limit_ || rows_ >= kRowsVisitedMax ||
               notes_ >= kNotesVisitedMax;
    }

    bool is_found_by_status(const Json& row) const {
        return has_status(projections::short_standing(row, listing_.as_of), *listing_.status);
    }

    // A sponsor's list holds what is shared with it; others were found by what they may read.
    Result<bool> is_shown(const Json& standing) const {
        if (who_.role != Role::sponsor) return true;
        if (!is(standing["organization"], who_.subject)) return false;
        return shares_with_sponsor(reading_.reader, reading_.cache,
                                   standing["holder"].get<std::string>());
    }

    Status take(const views::Note& note, const Search& search) {
        ++notes_;
        position_ = note.position;
        if (!note.holds) return {};
        ++rows_;
        const std::string credential(note.credential);
        const auto known = known_rows_.of(credential, search.judged_by);
        if (!known) return tl::unexpected(known.error());
        if (!*known && search.judged_by) return {};
        if (!*known) return fail(ErrorCode::corrupt, "the row of " + credential + " is missing");
        const auto& [row, outdated] = **known;
        if (search.judged_by && (!outdated || is_found_by_status(*outdated))) return {};
        Json item = projections::short_standing(row, listing_.as_of);
        if (!is_listed(item, listing_)) return {};
        const auto shown = is_shown(item);
        if (!shown) return tl::unexpected(shown.error());
        if (!*shown) return {};
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
    const Principal& who_;
    views::Build build_;
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
    const auto build = views::live_build(reading.reader);
    if (!build) return tl::unexpected(build.error());
    Collecting collecting(reading, listing, *build, limit, who);
    const auto searches = searches_for(listing, who, collecting.known_rows());
    if (!searches) return tl::unexpected(searches.error());
    return collecting.go_through(*searches);
}

}  // namespace recert::service
