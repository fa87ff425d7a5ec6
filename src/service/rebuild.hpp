// The register again from entry 0, in a build beside the live one, which is read and written
// meanwhile.
//
// begin, catch_up as often as the ledger has grown, take_over, finish: the digests are compared
// where both builds stood at the same entry, and the old build is erased. A build that is given up
// half way leaves rows that nobody reads; the next start erases them. Memory is bounded: records
// and rows come from caches. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "ledger/log.hpp"
#include "result.hpp"
#include "views/register.hpp"

namespace recert::service {

struct Rebuilt {
    views::Build build;
    ledger::Hash live;     // digest of the build that was
    ledger::Hash rebuilt;  // digest of the one that took over
    std::uint64_t events = 0;
    std::uint64_t rows = 0;
    bool same() const { return live == rebuilt; }
};

// Called now and then; false gives the rebuild up.
using Progress = std::function<bool(std::uint64_t done, std::uint64_t of)>;

class Building;  // rows that are being made

class Rebuild {
  public:
    static Result<Rebuild> begin(ledger::Log& log);
    Rebuild(Rebuild&&) noexcept;
    ~Rebuild();

    // Takes all entries there are by now that it has not taken yet. False: it was given up.
    Result<bool> catch_up(const Progress& progress);
    // Entries that it has not taken yet.
    Result<std::uint64_t> behind() const;

    // In one step. Nothing may be appended between the last catch_up and the end of this.
    Status take_over();
    views::Build build() const;

    // Compares, and erases the build that was.
    Result<Rebuilt> finish();

  private:
    Rebuild(ledger::Log& log, views::Build live, std::unique_ptr<Building> building);

    ledger::Log& log_;
    views::Build live_;
    std::unique_ptr<Building> building_;
    std::optional<ledger::Reader> both_;  // both builds, as they stood when one took over
};

// All of it at once, on a ledger that nobody appends to.
Result<Rebuilt> rebuild_register(ledger::Log& log, const Progress& progress);

// Before anybody reads: erases builds that never took over or were not erased, and rebuilds a
// register whose rows another version of the code has written.
Status renew_register(ledger::Log& log, const Progress& progress);

}  // namespace recert::service
