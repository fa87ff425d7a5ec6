// Chance that can be repeated: the same seed and the same name give the same throws, on every
// machine (the distributions of the standard library do not). Each player throws its own dice, so
// that one more throw of somebody's changes nothing for the others.
#pragma once

#include <cstdint>
#include <iterator>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

namespace recert::demo {

class Dice {
  public:
    Dice(std::uint64_t seed, std::string_view whose);

    std::uint64_t below(std::uint64_t limit);  // 0 … limit - 1
    int between(int least, int most);          // both included
    bool chance(int percent);

    template <class Range>
    const auto& pick(const Range& range) {
        return *std::next(std::begin(range), static_cast<std::ptrdiff_t>(below(std::size(range))));
    }

  private:
    std::mt19937_64 engine_;
};

// Cards dealt in a shuffled order, all of them before any comes again: what is rare comes for sure.
template <class Card>
class Deck {
  public:
    // Each card with how often it is in the deck.
    Deck(std::initializer_list<std::pair<Card, int>> cards, Dice dice) : dice_(dice) {
        for (const auto& [card, count] : cards) all_.insert(all_.end(), std::size_t(count), card);
    }

    Card deal() {
        if (left_.empty()) left_ = all_;
        std::swap(left_[dice_.below(left_.size())], left_.back());
        const Card card = left_.back();
        left_.pop_back();
        return card;
    }

  private:
    Dice dice_;
    std::vector<Card> all_;
    std::vector<Card> left_;
};

}  // namespace recert::demo
