// What of an examination can be done of each entry by itself, hashing and decoding, by several
// threads, while one goes on in order.
//
// Entries are given in order and handed on in order, kEntriesAtOnce together; no more batches are
// under way than there are threads. One thread's; `take` is called in it.
#pragma once

#include <deque>
#include <functional>
#include <future>
#include <string>
#include <string_view>
#include <vector>

#include "events/codec.hpp"
#include "ledger/hash.hpp"
#include "result.hpp"

namespace recert::tools {

struct PreparedEntry {
    Seq seq;
    std::string bytes;
    ledger::Hash leaf{};
    Result<events::Recorded> recorded{};
};

class Preparation {
  public:
    static constexpr std::size_t kEntriesAtOnce = 1'024;
    using Take = std::function<void(const PreparedEntry& entry)>;

    Preparation(unsigned threads, Take take) : threads_(threads), take_(std::move(take)) {}

    void add(Seq seq, std::string_view entry);
    // Hands on all that is left.
    void finish();

  private:
    using Batch = std::vector<PreparedEntry>;

    void begin();
    void hand_on();

    const unsigned threads_;
    const Take take_;
    Batch batch_;
    std::deque<std::future<Batch>> under_way_;
};

}  // namespace recert::tools
