#include "ledger/frontier.hpp"

#include <algorithm>
#include <bit>
#include <string>

namespace recert::ledger {

namespace {

constexpr unsigned kLevelMax = 63;

}  // namespace

std::vector<NodeId> subtrees_of(Seq from, Seq until) {
    std::vector<NodeId> nodes;
    for (std::uint64_t next = from.value; next < until.value;) {
        const auto fits = static_cast<int>(std::bit_width(until.value - next)) - 1;
        const auto level = static_cast<unsigned>(std::min(std::countr_zero(next), fits));
        nodes.push_back({level, next >> level});
        next += std::uint64_t{1} << level;
    }
    return nodes;
}

Status Frontier::add_subtree(unsigned level, const Hash& root) {
    const bool fits = level <= kLevelMax &&
                      std::countr_zero(size_.value) >= static_cast<int>(level) &&
                      size_.value + (std::uint64_t{1} << level) > size_.value;
    if (!fits)
        return fail(ErrorCode::bad_parameter, "no subtree of height " + std::to_string(level) +
                                                  " begins at entry " +
                                                  std::to_string(size_.value));
    add(level, root);
    return {};
}

void Frontier::add(unsigned level, const Hash& root) {
    Hash rising = root;
    for (std::uint64_t number = size_.value >> level; number % 2 == 1; number /= 2) {
        rising = node_hash(roots_.back(), rising);
        roots_.pop_back();
    }
    roots_.push_back(rising);
    size_.value += std::uint64_t{1} << level;
}

Hash Frontier::root() const {
    if (roots_.empty()) return empty_root();
    Hash reached = roots_.back();
    for (auto left = roots_.rbegin() + 1; left != roots_.rend(); ++left)
        reached = node_hash(*left, reached);
    return reached;
}

}  // namespace recert::ledger
