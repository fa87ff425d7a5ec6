#include "tools/directory_source.hpp"

#include <filesystem>

#include "ledger/check.hpp"

namespace recert::tools {

namespace fs = std::filesystem;

DirectorySource::DirectorySource(ledger::Reader reader, Claim claim)
    : reader_(std::move(reader)),
      claim_(std::move(claim)),
      tree_(reader_.size(),
            [this](ledger::TileId tile, std::size_t width) { return reader_.tile(tile, width); }) {}

namespace {

// How often it is looked again, when a checkpoint was signed in between.
constexpr int kLooks = 5;

using Checkpoint = std::optional<ledger::SignedCheckpoint>;

ledger::TreeSize size_of(const Checkpoint& found) {
    return found ? found->checkpoint.size : ledger::TreeSize{};
}

struct Found {
    Checkpoint checkpoint;
    ledger::Reader reader;

    bool is_older_than_signed() const {
        const auto recorded = reader.signed_size();
        return recorded && *recorded > size_of(checkpoint);
    }
};

// The checkpoint first: the entries that it covers are there then, also beside a running service.
Result<Found> look(const fs::path& path) {
    auto checkpoint = ledger::read_checkpoint(path);
    if (!checkpoint) return tl::unexpected(checkpoint.error());
    auto reader = ledger::Reader::open(path);
    if (!reader) return tl::unexpected(reader.error());
    return Found{std::move(*checkpoint), std::move(*reader)};
}

}  // namespace

Result<std::unique_ptr<Source>> DirectorySource::open(const std::string& directory) {
    const fs::path path(directory);
    if (!fs::is_directory(path / ledger::kStoreDirectory))
        return fail(ErrorCode::not_found, directory + " holds no ledger");
    auto found = look(path);
    for (int n = 1; n < kLooks && found && found->is_older_than_signed(); ++n) found = look(path);
    if (!found) return tl::unexpected(found.error());
    Claim claim;
    claim.checkpoint = std::move(found->checkpoint);
    claim.until = found->reader.size().next();
    if (const fs::path file = ledger::verifier_keys_path(path); fs::exists(file)) {
        auto vkeys = read_vkeys(file.string());
        if (!vkeys) return tl::unexpected(vkeys.error());
        claim.vkeys = std::move(*vkeys);
        claim.vkeys_from = "the file vkey";
    }
    return std::unique_ptr<Source>(new DirectorySource(std::move(found->reader), std::move(claim)));
}

void DirectorySource::check(Findings& findings, unsigned threads) {
    Check& check = findings.check("stored");
    const Timing timing(check);
    check.note = "files, hashes, tiles, streams and heads";
    if (const Status sound = ledger::check(reader_, threads); !sound)
        findings.add(check.name, {}, sound.error().message);
    const auto recorded = reader_.signed_size();
    const ledger::TreeSize in_file = size_of(claim_.checkpoint);
    if (!recorded)
        findings.add(check.name, {}, recorded.error().message);
    else if (*recorded > in_file)
        findings.add(check.name, {},
                     "a tree of " + grouped(recorded->value) +
                         " entries was signed, the file checkpoint is of " +
                         grouped(in_file.value));
}

}  // namespace recert::tools
