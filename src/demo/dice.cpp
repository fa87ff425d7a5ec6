#include "demo/dice.hpp"

namespace recert::demo {
namespace {

// FNV-1a, as everywhere the same.
std::uint64_t number_of(std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

}  // namespace

Dice::Dice(std::uint64_t seed, std::string_view whose)
    : engine_(number_of(whose) ^ (seed * 0x9e3779b97f4a7c15U)) {}

std::uint64_t Dice::below(std::uint64_t limit) { return engine_() % limit; }

int Dice::between(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::uint64_t>(most - least) + 1));
}

bool Dice::chance(int percent) { return between(1, 100) <= percent; }

}  // namespace recert::demo
