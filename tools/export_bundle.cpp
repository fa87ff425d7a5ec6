#include "tools/export_bundle.hpp"

#include "events/codec.hpp"
#include "tools/bundle_writer.hpp"

namespace recert::tools {
namespace {

Result<Manifest> range_of(const Claim& claim, const BundleOrder& order) {
    if (!claim.checkpoint || claim.checkpoint->checkpoint.size.value == 0)
        return fail(ErrorCode::no_checkpoint_yet, "nothing was signed yet");
    const ledger::Checkpoint& checkpoint = claim.checkpoint->checkpoint;
    Manifest manifest;
    manifest.origin = checkpoint.origin;
    manifest.vkeys = order.vkeys.empty() ? claim.vkeys : order.vkeys;
    manifest.from = order.first.value_or(Seq{});
    manifest.until = order.last ? order.last->next() : checkpoint.size.next();
    if (manifest.from >= manifest.until || manifest.until > checkpoint.size.next())
        return fail(ErrorCode::bad_parameter,
                    "entries 0 to " + std::to_string(checkpoint.size.value - 1) +
                        " are signed: --from and --to lie within, in this order");
    return manifest;
}

Result<std::vector<ledger::Hash>> roots_of(Source& source, Seq from, Seq until) {
    std::vector<ledger::Hash> roots;
    for (const ledger::NodeId node : ledger::subtrees_of(from, until)) {
        const auto root = source.subtree(node);
        if (!root) return tl::unexpected(root.error());
        roots.push_back(*root);
    }
    return roots;
}

// The entries, and the documents of the rules that are published among them.
Result<std::map<std::string, std::string>> write_entries(Source& source, const Manifest& range,
                                                         BundleWriter& writer,
                                                         const Progress& progress) {
    std::map<std::string, std::string> rules;
    Status so_far;
    std::uint64_t done = 0;
    const std::uint64_t all = range.until.value - range.from.value;
    const auto take = [&](std::string_view entry) -> Status {
        RECERT_TRY(writer.write(entry));
        RECERT_TRY(writer.write("\n"));
        const auto recorded = events::decode(entry);
        if (!recorded) return tl::unexpected(recorded.error());
        if (auto document = rules_document(*recorded))
            rules.emplace(std::move(document->name), std::move(document->text));
        return {};
    };
    const auto visit = [&](Seq, std::string_view entry) {
        so_far = take(entry);
        ++done;
        return so_far.has_value();
    };
    RECERT_TRY(visit_entries(source, range.from, range.until, visit, progress));
    RECERT_TRY(so_far);
    if (done != all) return fail(ErrorCode::corrupt, "entries that are signed are missing");
    return rules;
}

}  // namespace

Result<Manifest> export_bundle(Source& source, const BundleOrder& order, const Progress& progress) {
    const Claim& claim = source.claim();
    auto manifest = range_of(claim, order);
    if (!manifest) return manifest;
    auto left = roots_of(source, {}, manifest->from);
    if (!left) return tl::unexpected(left.error());
    auto right = roots_of(source, manifest->until, claim.checkpoint->checkpoint.size.next());
    if (!right) return tl::unexpected(right.error());
    manifest->left = std::move(*left);
    manifest->right = std::move(*right);
    const auto writer = BundleWriter::open(order.path);
    if (!writer) return tl::unexpected(writer.error());
    RECERT_TRY((*writer)->add(kCheckpointFile, claim.checkpoint->note));
    RECERT_TRY((*writer)->begin(kEntriesFile));
    const auto rules = write_entries(source, *manifest, **writer, progress);
    if (!rules) return tl::unexpected(rules.error());
    RECERT_TRY((*writer)->end());
    for (const auto& [name, text] : *rules) RECERT_TRY((*writer)->add(name, text));
    manifest->files = (*writer)->files();
    RECERT_TRY((*writer)->add(kManifestFile, manifest->text()));
    RECERT_TRY((*writer)->finish());
    return manifest;
}

}  // namespace recert::tools
