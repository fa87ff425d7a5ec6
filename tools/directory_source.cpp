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

Result<std::unique_ptr<Source>> DirectorySource::open(const std::string& directory) {
    const fs::path path(directory);
    if (!fs::is_directory(path / ledger::kStoreDirectory))
        return fail(ErrorCode::not_found, directory + " holds no ledger");
    Claim claim;
    // Before the entries: those it covers are there then, also beside a running service.
    auto checkpoint = ledger::read_checkpoint(path);
    if (!checkpoint) return tl::unexpected(checkpoint.error());
    claim.checkpoint = std::move(*checkpoint);
    if (const fs::path file = path / "vkey"; fs::exists(file)) {
        auto vkeys = read_vkeys(file.string());
        if (!vkeys) return tl::unexpected(vkeys.error());
        claim.vkeys = std::move(*vkeys);
        claim.vkeys_from = "the file vkey";
    }
    auto reader = ledger::Reader::open(path);
    if (!reader) return tl::unexpected(reader.error());
    claim.until = reader->size().next();
    return std::unique_ptr<Source>(new DirectorySource(std::move(*reader), std::move(claim)));
}

void DirectorySource::check(Findings& findings) {
    Check& check = findings.check("stored");
    const Timing timing(check);
    check.note = "files, hashes, tiles, streams and heads";
    if (const Status sound = ledger::check(reader_); !sound)
        findings.add(check.name, {}, sound.error().message);
    const auto recorded = reader_.signed_size();
    const ledger::TreeSize in_file =
        claim_.checkpoint ? claim_.checkpoint->checkpoint.size : ledger::TreeSize{};
    if (!recorded)
        findings.add(check.name, {}, recorded.error().message);
    else if (*recorded > in_file)
        findings.add(check.name, {},
                     "a tree of " + grouped(recorded->value) +
                         " entries was signed, the file checkpoint is of " +
                         grouped(in_file.value));
}

}  // namespace recert::tools
