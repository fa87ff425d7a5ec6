#include "tools/receipt_check.hpp"

#include <filesystem>
#include <fstream>

#include "events/codec.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/receipt.hpp"
#include "ledger/verification.hpp"
#include "tools/document.hpp"
#include "tools/signature.hpp"

namespace recert::tools {
namespace {

constexpr std::string_view kBeginning = "c2sp.org/tlog-proof@";
constexpr auto kSignature = "signature";
constexpr auto kInclusion = "inclusion";

// The checkpoint whose signature holds; else what does not is found.
std::optional<ledger::Checkpoint> signed_tree(const ledger::Receipt& receipt,
                                              const std::vector<std::string>& vkeys,
                                              Findings& findings) {
    const auto signer = check_signature(receipt.checkpoint_note, vkeys);
    if (!signer) {
        findings.add(kSignature, {}, signer.error().message);
        return std::nullopt;
    }
    findings.check(kSignature).note = "of " + *signer;
    return ledger::SignedCheckpoint::parse(receipt.checkpoint_note)->checkpoint;
}

}  // namespace

bool is_receipt(const std::string& file) {
    if (!std::filesystem::is_regular_file(file)) return false;
    std::string start(kBeginning.size(), '\0');
    std::ifstream(file, std::ios::binary)
        .read(start.data(), static_cast<std::streamsize>(start.size()));
    return start == kBeginning;
}

Status check_receipt(const ReceiptQuestion& question, Findings& findings) {
    if (question.entry.empty())
        return fail(ErrorCode::bad_parameter, "a receipt is checked with its entry: --entry FILE");
    if (question.vkeys.empty())
        return fail(ErrorCode::bad_parameter,
                    "a receipt is checked by the key of its ledger: --vkey");
    const auto text = read_document(question.receipt);
    if (!text) return tl::unexpected(text.error());
    const auto entry = read_document(question.entry);
    if (!entry) return tl::unexpected(entry.error());
    const auto receipt = ledger::Receipt::parse(*text);
    if (!receipt) {
        findings.add("receipt", {}, receipt.error().message);
        return {};
    }
    const auto tree = signed_tree(*receipt, question.vkeys, findings);
    if (!tree) return {};
    Check& check = findings.check(kInclusion);
    check.note = "entry " + grouped(receipt->index.value) + " in a tree of " +
                 grouped(tree->size.value) + " entries";
    const auto root =
        ledger::root_of_path(ledger::leaf_hash(*entry), receipt->index, tree->size, receipt->path);
    if (!root)
        findings.add(kInclusion, receipt->index, root.error().message);
    else if (*root != tree->root)
        findings.add(kInclusion, receipt->index,
                     "the path does not lead from this entry to the root that was signed");
    const auto recorded = events::decode(*entry);
    if (!recorded || recorded->envelope.seq != receipt->index)
        findings.add("entry", receipt->index, "the entry says another number of itself, or none");
    return {};
}

}  // namespace recert::tools
