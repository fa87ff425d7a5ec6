#include "service/what_if.hpp"

#include <map>

#include "ledger/hash.hpp"
#include "projections/what_if.hpp"
#include "service/access.hpp"
#include "service/cursor.hpp"
#include "views/register_index.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;
using projections::CredentialRecord;
using projections::Program;

// What a page goes on with: the question, and the last credential that was judged.
struct Question {
    events::StreamName program;
    std::string list;  // names the rules, too: a cursor belongs to them
    std::string after{};
    Asked asked{};
};

Status may_ask(const Principal& who, const std::string& program) {
    if (who.role != Role::holder && may_list(who, program)) return {};
    return fail(ErrorCode::forbidden, "this token may not read every credential of the program");
}

Result<Question> question_of(const Reading& reading, const std::string& program,
                             const WhatIfQuery& query, const Principal& who) {
    const auto digest = ledger::sha256(events::canonical(query.rules));
    Question question{{StreamKind::program, program},
                      "what-if " + ledger::hex(ledger::bytes_of(digest))};
    When when = query.when;
    if (query.paging.cursor) {
        const auto cursor = read_cursor(*query.paging.cursor);
        if (!cursor) return tl::unexpected(cursor.error());
        if (cursor->stream != question.program.text() || cursor->type != question.list ||
            !cursor->as_of || !cursor->after || !reading.reader.size().covers(cursor->known))
            return fail(ErrorCode::bad_parameter, "this cursor belongs to another list", "cursor");
        question.after = *cursor->after;
        when = {cursor->as_of, std::to_string(cursor->known.value)};
    }
    auto asked = ask(reading, question.program, when, who);
    if (!asked) return tl::unexpected(asked.error());
    question.asked = std::move(*asked);
    return question;
}

std::string cursor_after(const Question& question, std::string credential) {
    Cursor cursor;
    cursor.known = question.asked.known;
    cursor.stream = question.program.text();
    cursor.type = question.list;
    cursor.as_of = events::format_date(question.asked.as_of);
    cursor.after = std::move(credential);
    return write_cursor(cursor);
}

Json outcome_json(const projections::Outcome& outcome) {
    return {{"status", events::name_of(outcome.status)},
            {"valid_until",
             outcome.valid_until ? Json(events::format_date(*outcome.valid_until)) : Json()}};
}

Json item_of(const std::string& id, const projections::ChangedStanding& standing) {
    Json reasons = Json::array();
    for (const projections::Reason& reason : standing.reasons)
        reasons.push_back(projections::reason_json(reason));
    return {{"id", id},
            {"now", outcome_json(standing.now)},
            {"then", outcome_json(standing.then)},
            {"reasons", std::move(reasons)}};
}

// Judges one credential after the other.
class Judging {
  public:
    Judging(const Reading& reading, const Question& question,
            std::shared_ptr<const Program> changed, std::size_t limit)
        : reading_(reading), question_(question), changed_(std::move(changed)), limit_(limit) {}

    // False: the page ends before this one.
    Result<bool> take(const std::string& credential) {
        if (page_.items.size() >= limit_ || visited_ >= kJudgedMax) {
            page_.next = cursor_after(question_, last_);
            return false;
        }
        ++visited_;
        last_ = credential;
        const auto held = load_at(reading_.reader, reading_.cache,
                                  {StreamKind::credential, credential}, question_.asked.known);
        if (!held) return tl::unexpected(held.error());
        const auto& record = *std::get<std::shared_ptr<const CredentialRecord>>(*held);
        const auto& registered = record.all<events::CredentialRegistered>();
        if (registered.empty() || question_.asked.as_of < registered.front().on) return true;
        const auto present = context_at(reading_.reader, reading_.cache, registration(record),
                                        question_.asked.known);
        if (!present) return tl::unexpected(present.error());
        projections::Context changed = *present;
        changed.program = changed_;
        ++judged_;
        const auto standing =
            projections::what_if(record, *present, changed, question_.asked.as_of);
        if (!standing) return true;
        ++counts_[{standing->now.status, standing->then.status}];
        page_.items.push_back(item_of(credential, *standing));
        return true;
    }

    Page done() {
        Json changes = Json::array();
        for (const auto& [change, count] : counts_)
            changes.push_back({{"from", events::name_of(change.first)},
                               {"to", events::name_of(change.second)},
                               {"count", count}});
        page_.about["totals"] = {
            {"judged", judged_}, {"differ", page_.items.size()}, {"changes", std::move(changes)}};
        add_times(page_.about, question_.asked);
        return std::move(page_);
    }

  private:
    const Reading& reading_;
    const Question& question_;
    std::shared_ptr<const Program> changed_;
    std::size_t limit_;
    std::size_t visited_ = 0;
    std::size_t judged_ = 0;
    std::string last_;
    std::map<std::pair<projections::CredentialStatus, projections::CredentialStatus>, std::size_t>
        counts_;
    Page page_;
};

}  // namespace

Result<Page> what_if_page(const Reading& reading, const std::string& program,
                          const WhatIfQuery& query, const Principal& who) {
    RECERT_TRY(may_ask(who, program));
    auto rules = projections::parse_rules(query.rules, "/rules");
    if (!rules) return tl::unexpected(rules.error());
    const auto question = question_of(reading, program, query, who);
    if (!question) return tl::unexpected(question.error());
    const auto& present = *std::get<std::shared_ptr<const Program>>(question->asked.record);
    const auto build = views::live_build(reading.reader);
    if (!build) return tl::unexpected(build.error());
    Judging judging(reading, *question, present.under(std::move(*rules)), query.paging.limit);
    Status outcome;
    RECERT_TRY(views::visit_credentials(reading.reader, *build, question->program, question->after,
                                        [&](std::string_view credential) {
                                            const auto goes_on =
                                                judging.take(std::string(credential));
                                            if (!goes_on) outcome = tl::unexpected(goes_on.error());
                                            return goes_on.value_or(false);
                                        }));
    RECERT_TRY(outcome);
    return judging.done();
}

}  // namespace recert::service
