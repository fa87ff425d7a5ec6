#include "tools/preparation.hpp"

namespace recert::tools {

void Preparation::add(Seq seq, std::string_view entry) {
    batch_.push_back({seq, std::string(entry)});
    if (batch_.size() == kEntriesAtOnce) begin();
}

void Preparation::finish() {
    begin();
    while (!under_way_.empty()) hand_on();
}

void Preparation::begin() {
    while (under_way_.size() >= threads_) hand_on();
    const auto prepare = [](Batch batch) {
        for (PreparedEntry& entry : batch) {
            entry.leaf = ledger::leaf_hash(entry.bytes);
            entry.recorded = events::decode(entry.bytes, events::Form::canonical);
        }
        return batch;
    };
    // With one thread, when it is asked for.
    const auto when = threads_ > 1 ? std::launch::async : std::launch::deferred;
    under_way_.push_back(std::async(when, prepare, std::exchange(batch_, {})));
}

void Preparation::hand_on() {
    const Batch batch = under_way_.front().get();
    under_way_.pop_front();
    for (const PreparedEntry& entry : batch) take_(entry);
}

}  // namespace recert::tools
