// The register again from entry 0, in a build beside the live one, which is read meanwhile.
//
// When it has caught up the digests are compared and the new build takes over in one step; the old
// one is erased after that. A build that was cut short is begun anew. Works on a directory that no
// service runs on. Memory is bounded: records and rows come from caches.
#pragma once

#include <cstdint>
#include <functional>

#include "ledger/log.hpp"
#include "result.hpp"
#include "service/register.hpp"

namespace recert::service {

struct Rebuilt {
    Build build;
    ledger::Hash live;     // digest of the build that was
    ledger::Hash rebuilt;  // digest of the one that took over
    std::uint64_t events = 0;
    std::uint64_t rows = 0;
    bool same() const { return live == rebuilt; }
};

using Progress = std::function<void(std::uint64_t done, std::uint64_t of)>;

Result<Rebuilt> rebuild_register(ledger::Log& log, const Progress& progress);

}  // namespace recert::service
