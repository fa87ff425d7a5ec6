#include "service/reporting.hpp"

#include <algorithm>
#include <utility>

#include "ledger/hash.hpp"
#include "projections/reports/totals.hpp"
#include "service/about.hpp"
#include "service/report_lookup.hpp"
#include "service/report_question.hpp"
#include "service/sealing.hpp"
#include "views/register_index.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;
using events::StreamName;
using projections::CredentialRecord;
using projections::Rows;

constexpr std::size_t kCredentialsAtOnce = 256;
constexpr std::size_t kEntriesAtOnce = 1'024;
constexpr std::size_t kContextBytes = std::size_t{32} << 20;  // of holders, organizations, programs

// What all reports have: what they are about, and the totals of the rows that were given out.
class Counted : public ReportRows {
  public:
    Counted(const Surroundings& surroundings, ReportRequest request, Principal who)
        : surroundings_(surroundings),
          request_(std::move(request)),
          who_(std::move(who)),
          totals_(request_.report->columns) {}

    const projections::Report& report() const override { return *request_.report; }

    // Each piece is read from what there is by then: nothing that is known at an entry changes.
    Result<std::optional<Rows>> next() override {
        if (!request_.listing.known || is_done_) return finish();
        const auto now = surroundings_.log.reader();
        if (!now) return tl::unexpected(now.error());
        Rows rows;
        const Reading reading{*now, context_cache_, surroundings_.vault, surroundings_.clock.now()};
        const auto done = read(reading, rows);
        if (!done) return tl::unexpected(done.error());
        is_done_ = *done;
        for (const projections::Row& row : rows) totals_.add(row);
        return rows;
    }

    Json about() const override {
        Json out = request_.about;
        if (!is_ended_) return out;
        out["rows"] = totals_.rows();
        out["totals"] = totals_.json();
        add_end(out);
        return out;
    }

  protected:
    // True: that was all.
    virtual Result<bool> read(const Reading& reading, Rows& rows) = 0;
    virtual void add_end(Json&) const {}

    const Seq& known() const { return *request_.listing.known; }

    const Surroundings surroundings_;
    const ReportRequest request_;
    const Principal who_;

  private:
    std::optional<Rows> finish() {
        is_ended_ = true;
        return std::nullopt;
    }

    projections::ControlTotals totals_;
    RecordCache context_cache_{kContextBytes};  // past the one that everybody's reads share
    bool is_done_ = false;
    bool is_ended_ = false;
};

// Streams whose credentials are gone through, one after the other.
std::vector<StreamName> scopes_of(const ReportRequest& request, const Principal& who) {
    const Listing& listing = request.listing;
    if (who.role == Role::holder) return {{StreamKind::holder, who.subject}};
    if (who.role == Role::sponsor) return {{StreamKind::organization, who.subject}};
    if (listing.holder) return {{StreamKind::holder, *listing.holder}};
    if (listing.organization) return {{StreamKind::organization, *listing.organization}};
    std::vector<StreamName> scopes;
    for (const std::string& program : listing.programs)
        scopes.push_back({StreamKind::program, program});
    return scopes;
}

class OfCredentials final : public Counted {
  public:
    OfCredentials(const Surroundings& surroundings, ReportRequest request, Principal who)
        : Counted(surroundings, std::move(request), std::move(who)),
          tabulation_(request_.report->begin()),
          scopes_(scopes_of(request_, who_)) {}

  private:
    Result<bool> read(const Reading& reading, Rows& rows) override {
        const auto ids = next_ids(reading);
        if (!ids) return tl::unexpected(ids.error());
        const auto records = fold_credentials(reading.reader, *ids, known());
        if (!records) return tl::unexpected(records.error());
        ReportLookup lookup(reading, who_, request_.question.as_of, known());
        for (std::size_t n = 0; n < ids->size(); ++n)
            RECERT_TRY(take(reading, (*ids)[n], (*records)[n], lookup, rows));
        const bool is_all = scope_ == scopes_.size();
        if (is_all) tabulation_->finish(rows);
        return is_all;
    }

    void add_end(Json& about) const override {
        about["credentials"] = looked_at_;
        if (Json claims = tabulation_->claims(); !claims.is_null())
            about["claims"] = std::move(claims);
    }

    // Of one scope, in order; fewer than there may be: it has no more.
    Result<std::vector<std::string>> next_ids(const Reading& reading) {
        std::vector<std::string> ids;
        if (request_.credential) {
            scope_ = scopes_.size();
            ids.push_back(*request_.credential);
            return ids;
        }
        if (scope_ == scopes_.size()) return ids;
        const auto build = views::live_build(reading.reader);
        if (!build) return tl::unexpected(build.error());
        RECERT_TRY(views::visit_credentials(reading.reader, *build, scopes_[scope_], after_,
                                            [&](std::string_view id) {
                                                ids.emplace_back(id);
                                                return ids.size() < kCredentialsAtOnce;
                                            }));
        after_ = ids.empty() ? std::string() : ids.back();
        if (ids.size() < kCredentialsAtOnce) {
            ++scope_;
            after_.clear();
        }
        return ids;
    }

    Status take(const Reading& reading, const std::string& id, const CredentialRecord& record,
                ReportLookup& lookup, Rows& rows) {
        const auto& all = record.all<events::CredentialRegistered>();
        if (all.empty() || request_.question.as_of < all.front().on) return {};
        const auto may = is_asked_for(reading, all.front().data);
        if (!may || !*may) return may ? Status() : tl::unexpected(may.error());
        const auto context = context_at(reading.reader, reading.cache, all.front().data, known());
        if (!context) return tl::unexpected(context.error());
        ++looked_at_;
        return tabulation_->take({id, record, *context, request_.question}, lookup, rows);
    }

    Result<bool> is_asked_for(const Reading& reading,
                              const events::CredentialRegistered& registered) const {
        const Listing& listing = request_.listing;
        const std::string organization =
            registered.organization ? registered.organization->text : std::string();
        if (!std::ranges::binary_search(listing.programs, registered.program.text)) return false;
        if (listing.holder && *listing.holder != registered.holder.text) return false;
        if (listing.organization && *listing.organization != organization) return false;
        if (who_.role == Role::holder) return registered.holder.text == who_.subject;
        if (who_.role != Role::sponsor) return true;
        if (organization != who_.subject) return false;
        return shares_with_sponsor(reading.reader, surroundings_.cache, registered.holder.text);
    }

    const std::unique_ptr<projections::Tabulation> tabulation_;
    const std::vector<StreamName> scopes_;
    std::size_t scope_ = 0;
    std::string after_;  // the last credential of the scope that was looked at
    std::uint64_t looked_at_ = 0;
};

class OfEntries final : public Counted {
    using Counted::Counted;

    Result<bool> read(const Reading& reading, Rows& rows) override {
        const Seq until{std::min(from_.value + kEntriesAtOnce, known().value + 1)};
        Status outcome;
        RECERT_TRY(reading.reader.visit_entries(from_, until, [&](Seq seq, std::string_view entry) {
            outcome = take(reading, seq, entry, rows);
            return outcome.has_value();
        }));
        RECERT_TRY(outcome);
        from_ = until;
        return known() < from_;
    }

    Status take(const Reading& reading, Seq seq, std::string_view entry, Rows& rows) const {
        const auto envelope = envelope_json(reading.vault, entry, Sight::sealed);
        if (!envelope) return tl::unexpected(envelope.error());
        const auto day = events::parse_date(envelope->value("on", ""));
        if (!day || !request_.question.covers(*day)) return {};
        if (request_.type && (*envelope)["type"] != *request_.type) return {};
        if (request_.stream && (*envelope)["stream"] != request_.stream->text()) return {};
        const auto leaf = reading.reader.leaf(seq);
        if (!leaf) return tl::unexpected(leaf.error());
        rows.push_back(projections::entry_row(*envelope, ledger::hex(ledger::bytes_of(*leaf))));
        return {};
    }

    Seq from_{};
};

}  // namespace

Json Reporting::list(const Principal& who) const {
    Json items = Json::array();
    for (const projections::Report& report : projections::reports())
        if (is_made_for(report, who)) items.push_back(projections::report_json(report));
    return items;
}

Result<std::unique_ptr<ReportRows>> Reporting::begin(const ReportQuery& query,
                                                     const Principal& who) const {
    const auto now = surroundings_.log.reader();
    if (!now) return tl::unexpected(now.error());
    const Reading reading{*now, surroundings_.cache, surroundings_.vault,
                          surroundings_.clock.now()};
    auto request = read_report_query(reading, query, who);
    if (!request) return tl::unexpected(request.error());
    const auto holder =
        who.role == Role::holder ? who.subject : request->listing.holder.value_or("");
    RECERT_TRY(accesses_.note(who, "report/" + query.name, holder));
    const bool is_of_credentials = request->report->begin != nullptr;
    std::unique_ptr<ReportRows> rows;
    if (is_of_credentials)
        rows = std::make_unique<OfCredentials>(surroundings_, std::move(*request), who);
    else
        rows = std::make_unique<OfEntries>(surroundings_, std::move(*request), who);
    return rows;
}

}  // namespace recert::service
