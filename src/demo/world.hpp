// The world of the demo: the people and credentials there are by now, the practicums they can go
// to, the diary of what comes, and the scribe who appends what happens.
//
// Everybody in it refers to others by address: nothing is ever removed. One thread.
#pragma once

#include <deque>

#include "demo/credential.hpp"
#include "demo/fortunes.hpp"
#include "demo/people.hpp"
#include "demo/practicums.hpp"
#include "demo/scribe.hpp"
#include "demo/voices.hpp"

namespace recert::demo {

struct World {
    World(std::uint64_t its_seed, Date eve, service::Service& service);

    Date today() const { return diary.now().day; }
    // What is appended in a moment is recorded at one instant of it.
    events::Instant recorded_at() const { return instant_of(diary.now(), seed); }
    // Some time of today, before it is recorded this evening.
    std::string earlier_today(Dice& dice) const;

    // Begins a stream, or adds to one; all of the drafts or none.
    void begin(const Principal& who, const events::StreamName& stream, Draft first);
    void tell(const Principal& who, const events::StreamName& stream, std::vector<Draft> drafts,
              Scribe::Heard heard = {});

    const std::uint64_t seed;
    Diary diary;
    Scribe scribe;
    Fortunes fortunes;
    Practicums practicums;
    std::deque<Person> people;
    std::deque<Credential> credentials;
    bool is_to_sweep = false;  // something was said that touches many
};

inline constexpr const char* kCptm = "cptm";
inline constexpr const char* kCpt = "ispi-cpt";

}  // namespace recert::demo
