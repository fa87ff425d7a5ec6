// What is to happen when. Two moments a day: in the morning, but at weekends, the office works; in
// the evening what holders and systems did comes in. What is entered for one moment happens in the
// order of entry.
//
// Time goes forward only: what is entered for a moment that has passed, or for the office when it
// is closed, happens at the next.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "events/values.hpp"

namespace recert::demo {

using events::Date;
using std::chrono::days;

enum class Half { morning, evening };

struct Moment {
    Date day;
    Half half;
    auto operator<=>(const Moment&) const = default;
};

// When, in that moment, things are recorded: between 13:30 and 15:00 or 21:00 and 23:30 UTC, so
// that it is the same day in New York.
events::Instant instant_of(Moment moment, std::uint64_t seed);

class Diary {
  public:
    using Entry = std::function<void()>;

    // Nothing happens on `eve`, nor before.
    explicit Diary(Date eve) : now_{eve, Half::evening} {}

    void enter(Moment when, Entry what);
    std::optional<Moment> next() const;
    // What there is for next(), which is now() from here on.
    std::vector<Entry> turn_to_next();
    Moment now() const { return now_; }

  private:
    Moment now_;
    std::multimap<Moment, Entry> entries_;
};

}  // namespace recert::demo
