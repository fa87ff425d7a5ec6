// The facts of one stream, nothing judged: what `fold` makes of its events.
//
// A record keeps every raw claim, also what does not count today, so that changed rules can be
// replayed over it. `known_at` is a matter of which events are applied, `as_of` of which facts (by
// `on`) are judged afterwards. A voided fact leaves `all` for `voided`: corrections act from the
// date of what they correct. Sealed texts are not kept: a record holds no personal data.
//
// Events must be applied in order of version. Not thread-safe; a const record is.
#pragma once

#include <boost/mp11.hpp>
#include <optional>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "events/event.hpp"

namespace recert::projections {

template <class E>
struct Fact {
    Seq seq;
    events::Date on;           // when it takes effect
    events::Date reported_on;  // the date of its occurred_at
    events::OccurredAt occurred_at;
    bool by_service;  // appended by the rules, not said by a person
    E data;
};

template <class StreamEvent>
class Record {
  public:
    // `recorded` is the next event of this record's stream.
    void apply(const events::Recorded& recorded);

    StreamVersion version() const { return version_; }
    bool empty() const { return version_.value == 0; }
    Seq last() const { return last_; }  // the seq of the last event applied

    // The type of the event at `seq`, unless that is another stream's or voided.
    std::optional<std::string_view> type_at(Seq seq) const;

    // In order of seq.
    template <class E>
    const std::vector<Fact<E>>& all() const {
        return std::get<std::vector<Fact<E>>>(facts_);
    }
    template <class E>
    const std::vector<Fact<E>>& voided() const {
        return std::get<std::vector<Fact<E>>>(voided_);
    }

  private:
    template <class E>
    using List = std::vector<Fact<E>>;
    using Lists = boost::mp11::mp_rename<boost::mp11::mp_transform<List, StreamEvent>, std::tuple>;

    void take_out(Seq seq);

    StreamVersion version_{};
    Seq last_{};
    Lists facts_;
    Lists voided_;
};

using ProgramRecord = Record<events::ProgramEvent>;
using OrganizationRecord = Record<events::OrganizationEvent>;
using HolderRecord = Record<events::HolderEvent>;
using CredentialRecord = Record<events::CredentialEvent>;

extern template class Record<events::ProgramEvent>;
extern template class Record<events::OrganizationEvent>;
extern template class Record<events::HolderEvent>;
extern template class Record<events::CredentialEvent>;

}  // namespace recert::projections
