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
#include <compare>
#include <iterator>
#include <memory>
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

// The facts of one type, in order of seq. A copy shares the facts themselves: a record is copied
// at every append, and what it holds never changes.
template <class E>
class Facts {
  public:
    using Shared = std::shared_ptr<const Fact<E>>;

    class Iterator {
      public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = Fact<E>;
        using difference_type = std::ptrdiff_t;
        using pointer = const Fact<E>*;
        using reference = const Fact<E>&;

        Iterator() = default;
        explicit Iterator(const Shared* place) : place_(place) {}
        reference operator*() const { return **place_; }
        pointer operator->() const { return place_->get(); }
        reference operator[](difference_type n) const { return *place_[n]; }
        Iterator& operator+=(difference_type n) { return place_ += n, *this; }
        Iterator& operator-=(difference_type n) { return place_ -= n, *this; }
        Iterator& operator++() { return *this += 1; }
        Iterator& operator--() { return *this -= 1; }
        Iterator operator++(int) { return Iterator(place_++); }
        Iterator operator--(int) { return Iterator(place_--); }
        friend Iterator operator+(Iterator i, difference_type n) { return i += n; }
        friend Iterator operator-(Iterator i, difference_type n) { return i -= n; }
        friend difference_type operator-(Iterator a, Iterator b) { return a.place_ - b.place_; }
        auto operator<=>(const Iterator&) const = default;

      private:
        const Shared* place_ = nullptr;
    };

    Iterator begin() const { return Iterator(shared_.data()); }
    Iterator end() const { return begin() + static_cast<std::ptrdiff_t>(shared_.size()); }
    bool empty() const { return shared_.empty(); }
    std::size_t size() const { return shared_.size(); }
    const Fact<E>& front() const { return *shared_.front(); }
    const Fact<E>& back() const { return *shared_.back(); }
    const Fact<E>& operator[](std::size_t n) const { return *shared_[n]; }

    // For whoever keeps a fact longer than the record.
    const std::vector<Shared>& shared() const { return shared_; }

    void add(Shared fact) { shared_.push_back(std::move(fact)); }
    // Null when there is no fact of that seq.
    Shared take(Seq seq);

  private:
    std::vector<Shared> shared_;
};

template <class StreamEvent>
class Record {
  public:
    // `recorded` is the next event of this record's stream.
    void apply(const events::Recorded& recorded);

    // Leaves a fact out as if it had never been: for asking what if, not for what happened.
    void forget(Seq seq);

    StreamVersion version() const { return version_; }
    bool empty() const { return version_.value == 0; }
    Seq last() const { return last_; }  // the seq of the last event applied

    // The type of the event at `seq`, unless that is another stream's or voided.
    std::optional<std::string_view> type_at(Seq seq) const;

    // In order of seq.
    template <class E>
    const Facts<E>& all() const {
        return std::get<Facts<E>>(facts_);
    }
    template <class E>
    const Facts<E>& voided() const {
        return std::get<Facts<E>>(voided_);
    }

  private:
    using Lists = boost::mp11::mp_rename<boost::mp11::mp_transform<Facts, StreamEvent>, std::tuple>;

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
