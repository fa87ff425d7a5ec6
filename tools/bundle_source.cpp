#include "tools/bundle_source.hpp"

#include "ledger/group.hpp"
#include "ledger/note.hpp"

namespace recert::tools {
namespace {

constexpr std::size_t kRulesBytesMax = std::size_t{1} << 20;
constexpr std::size_t kAllRulesBytesMax = std::size_t{256} << 20;

const FilePart* part_of(const BundleFiles& files, const std::string& name) {
    const auto found = files.find(name);
    return found == files.end() ? nullptr : &found->second;
}

}  // namespace

BundleSource::BundleSource(BundleFiles files, Manifest manifest)
    : files_(std::move(files)), manifest_(std::move(manifest)) {
    claim_.vkeys = manifest_.vkeys;
    claim_.vkeys_from = "the bundle's own manifest";
    claim_.from = manifest_.from;
    claim_.until = manifest_.until;
    claim_.left = manifest_.left;
    claim_.right = manifest_.right;
}

Result<std::unique_ptr<Source>> BundleSource::open(const std::string& path) {
    auto files = files_of_bundle(path);
    if (!files) return tl::unexpected(files.error());
    const FilePart* part = part_of(*files, kManifestFile);
    if (part == nullptr)
        return fail(ErrorCode::malformed, path + " is no bundle: it has no " + kManifestFile);
    const auto text = read_part(*part, kManifestBytesMax);
    if (!text) return tl::unexpected(text.error());
    auto manifest = Manifest::parse(*text);
    if (!manifest) return tl::unexpected(manifest.error());
    std::unique_ptr<BundleSource> source(new BundleSource(std::move(*files), std::move(*manifest)));
    RECERT_TRY(source->read_checkpoint());
    RECERT_TRY(source->read_rules());
    return std::unique_ptr<Source>(std::move(source));
}

Status BundleSource::read_checkpoint() {
    const FilePart* part = part_of(files_, kCheckpointFile);
    if (part == nullptr) return {};
    auto note = read_part(*part, ledger::note::kNoteBytesMax);
    if (!note) return tl::unexpected(note.error());
    auto checkpoint = ledger::SignedCheckpoint::parse(std::move(*note));
    if (!checkpoint) return fail(ErrorCode::corrupt, "checkpoint: " + checkpoint.error().message);
    claim_.checkpoint = std::move(*checkpoint);
    return {};
}

Status BundleSource::read_rules() {
    std::size_t bytes = 0;
    for (const auto& [name, part] : files_) {
        if (!name.starts_with(kRulesFolder)) continue;
        auto text = read_part(part, kRulesBytesMax);
        if (!text) return tl::unexpected(text.error());
        bytes += text->size();
        if (bytes > kAllRulesBytesMax)
            return fail(ErrorCode::too_large, "the documents of rules are too large");
        rules_.emplace(name, std::move(*text));
    }
    return {};
}

Status BundleSource::visit(Seq from, Seq until, const ledger::EntryVisitor& visit) {
    const FilePart* part = part_of(files_, kEntriesFile);
    if (part == nullptr) return fail(ErrorCode::corrupt, "entries.ndjson is missing");
    Seq next = claim_.from;
    return visit_lines(*part, ledger::kEntryBytesMax, [&](std::string_view line) {
        const Seq seq = next;
        next = next.next();
        return seq < from || (seq < until && visit(seq, line));
    });
}

Result<ledger::Hash> BundleSource::subtree(ledger::NodeId) {
    return fail(ErrorCode::bad_parameter, "a bundle has no hashes but those beside its range");
}

void BundleSource::check(Findings& findings, unsigned) {
    Check& check = findings.check("files", "files as the manifest names them");
    const Timing timing(check);
    if (claim_.checkpoint && claim_.checkpoint->checkpoint.origin != manifest_.origin)
        findings.add(check.name, {}, "the manifest names another origin than the checkpoint");
    for (const auto& [name, part] : files_)
        if (name != kManifestFile && !manifest_.files.contains(name))
            findings.add(check.name, {}, name + " is not in the manifest");
    for (const auto& [name, file] : manifest_.files) {
        ++check.count;
        const FilePart* part = part_of(files_, name);
        if (part == nullptr) {
            findings.add(check.name, {}, name + " is missing");
            continue;
        }
        const auto hash = hash_of(*part);
        if (!hash)
            findings.add(check.name, {}, name + ": " + hash.error().message);
        else if (file != Manifest::File{part->bytes, ledger::hex(ledger::bytes_of(*hash))})
            findings.add(check.name, {}, name + " has another SHA-256 than the manifest says");
    }
}

}  // namespace recert::tools
