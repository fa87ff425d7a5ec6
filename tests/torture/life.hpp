// A service in a process of its own, to be killed: this program again, with `--life`.
//
// It prints a line when it is ready, then one for each answer its clients got; what it wrote before
// it died is read to the end.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "torture/told.hpp"

namespace recert::torture {

struct LifeOrder {
    std::filesystem::path data;
    std::string name;            // of its clients' keys
    bool rebuilds = false;       // the register, again and again
    bool answers_early = false;  // broken: before anything is durable
    std::string crash_at = {};   // RECERT_CRASH_AT
    bool backs_up = false;       // again and again
};

// In the process itself: never comes back.
[[noreturn]] void live(const LifeOrder& order);

// The arguments of this program, if they are those of a life.
std::optional<LifeOrder> life_asked_for(const std::vector<std::string>& arguments);

class Life {
  public:
    Life(const LifeOrder& order, Told& told);
    ~Life();  // kills
    Life(const Life&) = delete;
    Life& operator=(const Life&) = delete;

    // False: it ended first.
    bool wait_until_ready();
    bool wait_for_end(std::chrono::milliseconds longest);
    // True when it was killed by this or by itself, false when it had ended otherwise.
    bool kill();
    std::string said() const;  // lines that are not answers
    // The keys whose answers may have been under way, after the kill.
    std::set<std::string> unanswered() const;

  private:
    void listen(int from);
    void take(const std::string& line);

    Told& told_;
    const std::string name_;
    pid_t process_ = -1;
    std::thread listener_;
    mutable std::mutex mutex_;
    std::condition_variable changes_;
    std::string said_;
    std::vector<std::uint64_t> answered_;  // by client
    bool is_ready_ = false;
    bool has_ended_ = false;
};

}  // namespace recert::torture
