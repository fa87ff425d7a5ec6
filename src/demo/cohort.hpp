// Who comes when: organizations, teams and single people, for the CPTM, the CPT or both.
//
// The arrivals of a month depend on the seed and the months before alone, so that a longer history
// of the same seed begins with the shorter one.
#pragma once

#include <deque>

#include "demo/diary.hpp"
#include "demo/dice.hpp"
#include "demo/people.hpp"

namespace recert::demo {

inline constexpr int kMonths = 73;  // six years, and the month under way

class Cohort {
  public:
    // So many people over kMonths.
    Cohort(World& world, Date start, unsigned people);

    // Enters all of it into the diary.
    void plan();

  private:
    enum class Interest { cptm, cpt, both };

    void found(Employer& employer, std::size_t number);
    void approve_providers();
    void plan_month(int month);
    void arrive_alone();
    void arrive_as_team(int size, int number);
    void take_up(Person& person, Interest interest, const std::string& order);
    const Employer* some_employer();

    World& world_;
    const Date start_;
    const unsigned people_;
    Dice dice_;
    Deck<Interest> interests_;
    std::deque<Employer> employers_;
};

}  // namespace recert::demo
