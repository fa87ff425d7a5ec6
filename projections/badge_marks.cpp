#include "projections/badge_marks.hpp"

#include <algorithm>
#include <type_traits>
#include <vector>

namespace recert::projections {
namespace {

enum class Says { grants, revokes, suspends, restores, voids };

struct Step {
    Seq seq;
    events::Date on;
    Says says;
    bool grants = false;  // a cycle, beside what it says
    Seq voided{};         // of one that voids
};

// All that matters, also what was voided later, as it came.
std::vector<Step> steps_of(const CredentialRecord& record) {
    std::vector<Step> steps;
    const auto add = [&]<class E>(std::type_identity<E>, Says says, auto grants) {
        for (const auto* facts : {&record.all<E>(), &record.voided<E>()})
            for (const Fact<E>& fact : *facts)
                steps.push_back({fact.seq, fact.on, says, grants(fact.data)});
    };
    const auto always = [](const auto&) { return true; };
    const auto never = [](const auto&) { return false; };
    add(std::type_identity<events::CredentialAwarded>{}, Says::grants, always);
    add(std::type_identity<events::CredentialRenewed>{}, Says::grants, always);
    add(std::type_identity<events::CredentialRevoked>{}, Says::revokes, never);
    add(std::type_identity<events::CredentialSurrendered>{}, Says::revokes, never);
    add(std::type_identity<events::CredentialSuspended>{}, Says::suspends, never);
    add(std::type_identity<events::CredentialRetired>{}, Says::suspends, never);
    add(std::type_identity<events::CredentialResumed>{}, Says::restores, never);
    add(std::type_identity<events::CredentialReinstated>{}, Says::restores,
        [](const events::CredentialReinstated& fact) { return fact.valid_until.has_value(); });
    for (const auto& fact : record.all<events::EntryVoided>())
        steps.push_back(
            {fact.seq, fact.on, Says::voids, false, {static_cast<std::uint64_t>(fact.data.seq)}});
    std::sort(steps.begin(), steps.end(),
              [](const Step& a, const Step& b) { return a.seq < b.seq; });
    return steps;
}

class Marking {
  public:
    void take(const Step& step) {
        if (step.says == Says::voids)
            take_back(step.voided);
        else
            stand(step);
        mark(step.seq);
        was_said_ = was_said_ || step.says != Says::grants;
        if (was_said_) marks_.changed_at = step.seq;
    }

    BadgeMarks done() && {
        const bool is_suspended = says_now() == Says::suspends;
        for (const auto& [decision, place] : marks_.places)
            marks_.by_place[place].is_suspended = is_suspended;
        return std::move(marks_);
    }

  private:
    void stand(const Step& step) {
        if (step.grants) marks_.places[step.seq] = step.seq;
        if (step.says != Says::grants) said_[{step.on, step.seq}] = step.says;
    }

    void take_back(Seq voided) {
        std::erase_if(said_, [&](const auto& each) { return each.first.second == voided; });
        const auto granted = marks_.places.find(voided);
        if (granted == marks_.places.end()) return;
        marks_.by_place[granted->second].is_revoked = true;
        marks_.places.erase(granted);
    }

    void mark(Seq now) {
        const bool is_revoked = says_now() == Says::revokes;
        for (auto& [decision, place] : marks_.places) {
            BadgeMark& here = marks_.by_place[place];
            if (is_revoked)
                here.is_revoked = true;
            else if (here.is_revoked)
                place = now;
        }
    }

    Says says_now() const { return said_.empty() ? Says::restores : said_.rbegin()->second; }

    std::map<std::pair<events::Date, Seq>, Says> said_;  // the last one holds
    bool was_said_ = false;
    BadgeMarks marks_;
};

}  // namespace

BadgeMarks badge_marks(const CredentialRecord& record) {
    Marking marking;
    for (const Step& step : steps_of(record)) marking.take(step);
    return std::move(marking).done();
}

}  // namespace recert::projections
