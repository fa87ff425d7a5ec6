// The versions streams stand at, kept at hand for the appender. For the files of this folder only.
//
// At most kHeadsKept of them; the others are read from the store. One thread.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

#include "ledger/group.hpp"
#include "ledger/reader.hpp"
#include "result.hpp"

namespace recert::ledger {

inline constexpr std::size_t kHeadsKept = 65'536;

using Heads = std::unordered_map<std::string, StreamVersion>;

class HeadCache {
  public:
    // The heads after the group; `version_mismatch` when its versions do not follow on those
    // before.
    Result<Heads> advanced(const Reader& before, const Group& group) const;
    // The group has become true.
    void keep(const Heads& heads);

  private:
    Heads kept_;
};

}  // namespace recert::ledger
