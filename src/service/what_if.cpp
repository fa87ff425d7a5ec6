#include "service/what_if.hpp"

#include <algorithm>
#include <map>

#include "ledger/hash.hpp"
#include "projections/what_if.hpp"
#include "service/access.hpp"
#include "service/cursor.hpp"
#include "service/records.hpp"
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
    RECERT_TRY(may_use(who, Right::what_if));
    if (may_list(who, program)) return {};
    return fail(ErrorCode::forbidden, "this token may not read every credential of the program");
}

Result<Question> question_of(const Reading& reading, const std::string& program,
                             const WhatIfQuery& query, const Principal& who) {
    const auto digest = ledger::sha256(events::canonical(query.rules));
    Question question;
    question.program = {StreamKind::program, program};
    question.list = "what-if " + ledger::hex(ledger::bytes_of(digest));
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

bool follows_birth_months(const Program& program) {
    return std::any_of(
        program.versions().begin(), program.versions().end(), [](const auto& version) {
            return version->rules.cycle.anchor == projections::Anchor::birth_month_end;
        });
}

// Judges credentials in order of their ids, as many at once as the page may have items.
class Judging {
  public:
    Judging(const Reading& reading, const Question& question,
            std::shared_ptr<const Program> changed, std::size_t limit)
        : reading_(reading),
          question_(question),
          present_(std::get<std::shared_ptr<const Program>>(question.asked.record)),
          changed_(std::move(changed)),
          asks_holder_(follows_birth_months(*present_) || follows_birth_months(*changed_)),
          limit_(limit) {}

    // False: the page ends before this one.
    Result<bool> take(std::string credential) {
        if (waiting_.size() == limit_ || visited_ == kJudgedMax) RECERT_TRY(judge_waiting());
        if (!page_.next && visited_ == kJudgedMax) end_after(last_);
        if (page_.next) return false;
        ++visited_;
        waiting_.push_back(std::move(credential));
        return true;
    }

    Result<Page> done() {
        RECERT_TRY(judge_waiting());
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
    void end_after(const std::string& credential) {
        page_.next = cursor_after(question_, credential);
    }

    // As far as the page has room.
    Status judge_waiting() {
        const auto records = fold_credentials(reading_.reader, waiting_, question_.asked.known);
        if (!records) return tl::unexpected(records.error());
        for (std::size_t n = 0; n < waiting_.size() && !page_.next; ++n) {
            if (page_.items.size() == limit_) {
                end_after(last_);
            } else {
                last_ = waiting_[n];
                RECERT_TRY(judge(last_, (*records)[n]));
            }
        }
        waiting_.clear();
        return {};
    }

    Status judge(const std::string& credential, const CredentialRecord& record) {
        const auto& registered = record.all<events::CredentialRegistered>();
        if (registered.empty() || question_.asked.as_of < registered.front().on) return {};
        projections::Context present{present_, nullptr, nullptr};
        if (asks_holder_) {
            const auto context = context_at(reading_.reader, reading_.cache, registration(record),
                                            question_.asked.known);
            if (!context) return tl::unexpected(context.error());
            present.holder = context->holder;
        }
        const projections::Context changed{changed_, present.holder, nullptr};
        ++judged_;
        const auto standing = projections::what_if(record, present, changed, question_.asked.as_of);
        if (!standing) return {};
        ++counts_[{standing->now.status, standing->then.status}];
        page_.items.push_back(item_of(credential, *standing));
        return {};
    }

    const Reading& reading_;
    const Question& question_;
    std::shared_ptr<const Program> present_;
    std::shared_ptr<const Program> changed_;
    bool asks_holder_;
    std::size_t limit_;
    std::size_t visited_ = 0;
    std::size_t judged_ = 0;
    std::vector<std::string> waiting_;
    std::string last_;  // that was judged
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
