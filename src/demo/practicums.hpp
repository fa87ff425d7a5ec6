// The practicums of the CPTM: a few each month, virtual ones and ones in person, announced half a
// year ahead, some moved and some cancelled.
#pragma once

#include <deque>
#include <string>

#include "demo/diary.hpp"
#include "demo/dice.hpp"

namespace recert::demo {

struct World;

struct Practicum {
    std::string id;
    Date starts_on;
    Date ends_on;
    Date roster_on;  // when its list of those who came is entered
    bool in_person;
    int seats;  // free ones
    bool is_cancelled = false;
};

class Practicums {
  public:
    explicit Practicums(World& world) : world_(world) {}

    // Enters into the diary: from `start` on, each month as many sessions as `a_month`
    // participants need.
    void plan(Date start, int a_month);

    // One that starts between the days and has a seat, which is taken; null: there is none.
    Practicum* take_seat(Date from, Date to, Dice& dice);

  private:
    void announce(int month);
    void announce(Date monday, bool in_person, int number);
    void announce_by_mistake(const Practicum& practicum);
    void move(Practicum& practicum, int weeks);
    void cancel(Practicum& practicum);

    World& world_;
    Date start_{};
    int sessions_ = 1;           // a month
    std::deque<Practicum> all_;  // never moved: people refer to them
};

}  // namespace recert::demo
