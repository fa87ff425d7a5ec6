// A group: what the sequencer decided and one synced write will make true, with the answers that
// wait for it. And Uncommitted: what earlier commands did that is not yet durable.
//
// An answer of any kind (made, refused, replayed) was decided on what its own group and the ones
// before it made; so it leaves when its group is durable. Not thread-safe: a group is handed from
// the sequencer to the committer; Uncommitted is the sequencer's alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/group.hpp"
#include "service/command.hpp"
#include "service/record_cache.hpp"

namespace recert::service {

inline constexpr std::size_t kGroupEventsMax = 1'024;

struct Answer {
    std::function<void(Result<Appended>)> done;
    Result<Appended> outcome;
    std::chrono::steady_clock::time_point queued_at;
};

struct Group {
    std::uint64_t number = 0;
    ledger::Group writes;
    std::vector<std::pair<std::string, Held>> records;  // as the group leaves them
    std::vector<Answer> answers;
};

// What one accepted command adds to a group.
struct Made {
    Appended appended;
    std::vector<ledger::NewEntry> entries;
    std::vector<ledger::ViewChange> views;
    std::vector<std::pair<std::string, std::string>> numbers;  // view key, credential
    std::optional<Held> record;
    std::optional<std::string> row;  // the credential's last row in the register
};

class Uncommitted {
  public:
    struct Repeated {
        std::string digest;
        Appended appended;
    };

    const Held* record(const std::string& stream) const { return find(records_, stream); }
    const Repeated* repeat(const std::string& scope) const { return find(repeats_, scope); }
    const std::string* row(const std::string& credential) const { return find(rows_, credential); }
    bool number(const std::string& view_key) const { return find(numbers_, view_key) != nullptr; }

    void add(std::uint64_t group, const Command& command, const Made& made);
    // Groups up to this one are durable: the ledger knows.
    void forget(std::uint64_t group);

  private:
    template <class T>
    struct Since {
        std::uint64_t group;
        T value;
    };
    template <class T>
    using Table = std::unordered_map<std::string, Since<T>>;

    template <class T>
    static const T* find(const Table<T>& table, const std::string& key) {
        const auto found = table.find(key);
        return found == table.end() ? nullptr : &found->second.value;
    }

    Table<Held> records_;
    Table<Repeated> repeats_;
    Table<std::string> rows_;
    Table<std::string> numbers_;
};

}  // namespace recert::service
