#include "store/family.hpp"

#include <array>

namespace recert::store {

namespace {

constexpr std::array<std::string_view, kFamilyCount> kNames = {
    "entries", "streams", "heads",  "idempotency", "tiles",
    "meta",    "views",   "tokens", "holder_keys", "accesses",
};

}  // namespace

std::string_view family_name(Family family) { return kNames.at(static_cast<std::size_t>(family)); }

std::vector<Family> ledger_families() {
    return {Family::entries, Family::streams, Family::heads, Family::idempotency,
            Family::tiles,   Family::meta,    Family::views, Family::tokens};
}

}  // namespace recert::store
