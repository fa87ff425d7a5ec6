// A program as its stream tells it: the published rules versions, parsed, and the practicums.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "projections/record.hpp"
#include "projections/rules.hpp"

namespace recert::projections {

struct RulesVersion {
    std::int64_t version;  // 1, 2, … in order of publication
    events::Date effective_from;
    events::Date published_on;
    Rules rules;
};

struct PracticumDates {
    events::Date starts_on;
    events::Date ends_on;
    bool cancelled = false;
};

class Program {
  public:
    void apply(const events::Recorded& recorded);

    const ProgramRecord& record() const { return record_; }
    const std::string& timezone() const;  // IANA; the first publication's, which never changes

    // Null when no version is in force yet on that day.
    const RulesVersion* rules_on(events::Date day) const;
    // Those that judge what began on that day: the ones in force then, or later ones that are
    // retroactive. Null as above.
    const RulesVersion* rules_judging(events::Date day) const;
    const std::vector<std::shared_ptr<const RulesVersion>>& versions() const { return versions_; }

    // The same with one version in the place of all, in force from the beginning.
    std::shared_ptr<const Program> under(Rules rules) const;

    // With the changes that took effect up to `as_of`; nullopt for one never scheduled. The first
    // dates hold from the beginning: nobody could select a practicum before it had any.
    std::optional<PracticumDates> practicum(const events::PracticumId& id,
                                            events::Date as_of) const;

    // Whether the provider stood approved on that day.
    bool provider_approved(std::string_view provider, events::Date day) const;

  private:
    ProgramRecord record_;
    std::vector<std::shared_ptr<const RulesVersion>> versions_;
};

}  // namespace recert::projections
