// What an examination of a ledger came to: the checks that were made, and what does not hold.
//
// Problems are kept in the order in which they were found, no more than kProblemsKept; the others
// are counted. A check that could not be made is told with the reason, and is no problem. One
// thread's.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "events/json.hpp"
#include "position.hpp"

namespace recert::tools {

inline constexpr std::size_t kProblemsKept = 100;

struct Check {
    std::string name;         // signature, root, versions
    std::uint64_t count = 0;  // of what was looked at
    std::string unit{};       // what it counts: entries
    std::string note{};       // for people
    std::uint64_t failed = 0;
    bool left_out = false;  // the note says why
    std::chrono::nanoseconds time{};
};

struct Problem {
    std::string check;
    std::optional<Seq> seq;  // of the entry it is about
    std::string what;
};

class Findings {
  public:
    // In the order in which they were first named.
    Check& check(const std::string& name, const std::string& unit = {});
    void leave_out(const std::string& name, const std::string& why);
    void add(const std::string& check, std::optional<Seq> seq, std::string what);

    bool fine() const { return problems_.empty(); }
    const std::deque<Check>& checks() const { return checks_; }
    const std::vector<Problem>& problems() const { return problems_; }
    std::uint64_t problems_beyond() const { return beyond_; }

    // {"ok", "checks": […], "problems": [{"check", "seq"?, "what"}], "problems_beyond"}
    events::Json json() const;
    // A line a check, then the problems.
    void print(std::ostream& out) const;

  private:
    std::deque<Check> checks_;
    std::vector<Problem> problems_;
    std::uint64_t beyond_ = 0;
};

// Adds the time of its life to a check's.
class Timing {
  public:
    explicit Timing(Check& check) : check_(check) {}
    ~Timing() { check_.time += std::chrono::steady_clock::now() - began_; }
    Timing(const Timing&) = delete;
    Timing& operator=(const Timing&) = delete;

  private:
    Check& check_;
    const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

// 1234567 as 1,234,567.
std::string grouped(std::uint64_t number);

}  // namespace recert::tools
