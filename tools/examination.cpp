#include "tools/examination.hpp"

#include "ledger/base64.hpp"
#include "tools/bundle.hpp"
#include "tools/objection.hpp"
#include "tools/signature.hpp"

namespace recert::tools {
namespace {

constexpr auto kSignature = "signature";
constexpr auto kRoot = "root";
constexpr auto kEntries = "entries";
constexpr auto kDecisions = "decisions";
constexpr auto kRules = "rules";

std::string entries(ledger::TreeSize size) { return grouped(size.value) + " entries"; }

bool is_no_answer(const Error& error) {
    return error.code == ErrorCode::forbidden || error.code == ErrorCode::outcome_unknown;
}

}  // namespace

Examination::Examination(Source& source, std::vector<std::string> vkeys, Findings& findings,
                         Openings* openings, unsigned threads)
    : source_(source),
      claim_(source.claim()),
      vkeys_(std::move(vkeys)),
      findings_(findings),
      openings_(openings),
      threads_(threads),
      history_(claim_.from) {}

Status Examination::run(const Progress& progress) {
    check_signature();
    findings_.check(kRoot);
    source_.check(findings_, threads_);
    findings_.check(kEntries, "entries");
    if (source_.reader() != nullptr) stored_.emplace(*source_.reader(), findings_);
    if (source_.rules() != nullptr) findings_.check(kRules, "published versions");
    findings_.check(kDecisions, "decisions");
    RECERT_TRY(check_entries(progress));
    summarize();
    return {};
}

void Examination::check_signature() {
    Check& check = findings_.check(kSignature);
    if (!claim_.checkpoint)
        return findings_.leave_out(kSignature, "there is no checkpoint: nothing was signed");
    const auto& vkeys = vkeys_.empty() ? claim_.vkeys : vkeys_;
    if (vkeys.empty())
        return findings_.leave_out(
            kSignature, "unchecked: there is no vkey beside the ledger; give one with --vkey");
    const auto signer = tools::check_signature(claim_.checkpoint->note, vkeys);
    if (!signer) return findings_.add(kSignature, {}, signer.error().message);
    check.note = "of " + *signer + (vkeys_.empty() ? ", the key of " + claim_.vkeys_from : "");
}

void Examination::add_subtrees(Seq from, Seq until, const std::vector<ledger::Hash>& roots) {
    const auto nodes = ledger::subtrees_of(from, until);
    tree_is_whole_ = tree_is_whole_ && nodes.size() == roots.size();
    for (std::size_t n = 0; n < nodes.size() && tree_is_whole_; ++n)
        tree_is_whole_ = frontier_.add_subtree(nodes[n].level, roots[n]).has_value();
}

Status Examination::check_entries(const Progress& progress) {
    Check& check = findings_.check(kEntries);
    const Timing timing(check);
    add_subtrees({}, claim_.from, claim_.left);
    const std::uint64_t all = claim_.until.value - claim_.from.value;
    Preparation prepared(threads_, [&](const PreparedEntry& entry) {
        compare_root();
        ++check.count;
        take(entry);
    });
    const auto prepare = [&](Seq seq, std::string_view entry) {
        prepared.add(seq, entry);
        return true;
    };
    const Status read = visit_entries(source_, claim_.from, claim_.until, prepare, progress);
    prepared.finish();
    if (!read && is_no_answer(read.error())) return tl::unexpected(read.error());
    if (!read) findings_.add(kEntries, {}, read.error().message);
    if (read && check.count != all)
        findings_.add(kEntries, {},
                      grouped(check.count) + " entries are given, " + grouped(all) + " were said");
    if (claim_.checkpoint)
        add_subtrees(claim_.until, claim_.checkpoint->checkpoint.size.next(), claim_.right);
    compare_root();
    if (stored_) stored_->finish();
    if (openings_ != nullptr) openings_->finish(findings_);
    if (source_.rules() != nullptr && source_.rules()->size() != findings_.check(kRules).count)
        findings_.add(kRules, {}, "there are documents of rules that no entry publishes");
    return {};
}

void Examination::take(const PreparedEntry& entry) {
    const auto& [seq, bytes, leaf, recorded] = entry;
    frontier_.add_leaf(leaf);
    if (openings_ != nullptr) openings_->take(seq, bytes, findings_);
    if (!recorded) return findings_.add(kEntries, seq, recorded.error().message);
    if (const Status fits = history_.check_place(seq, recorded->envelope); !fits)
        return findings_.add(kEntries, seq, fits.error().message);
    if (is_decision(*recorded)) check_decision(*recorded);
    if (const Status applied = history_.apply(*recorded); !applied)
        findings_.add(kEntries, seq, applied.error().message);
    if (stored_) stored_->take(*recorded, history_);
    if (source_.rules() != nullptr) check_rules(*recorded);
}

// That a document of rules is what was published, so that it may be read in the entry's place.
void Examination::check_rules(const events::Recorded& recorded) {
    const auto published = rules_document(recorded);
    if (!published) return;
    ++findings_.check(kRules).count;
    const auto found = source_.rules()->find(published->name);
    if (found == source_.rules()->end() || found->second != published->text)
        findings_.add(kRules, recorded.envelope.seq,
                      published->name + " is missing, or is not what was published");
}

void Examination::check_decision(const events::Recorded& recorded) {
    const auto* record = history_.credential(recorded.envelope.stream.id);
    if (record == nullptr) {
        ++unjudged_;
        return;
    }
    if (is_of_other_engine(recorded)) {
        ++of_other_engine_;
        return;
    }
    Check& check = findings_.check(kDecisions);
    const Timing timing(check);
    ++check.count;
    const auto objection = objection_to(recorded, *record, history_.context_of(*record));
    if (objection)
        findings_.add(kDecisions, recorded.envelope.seq,
                      std::string(events::type_of(recorded.event)) + " of " +
                          recorded.envelope.stream.text() + ": " + *objection);
}

// When the tree has just grown to the size that was signed.
void Examination::compare_root() {
    if (!claim_.checkpoint || !tree_is_whole_) return;
    const ledger::Checkpoint& signed_tree = claim_.checkpoint->checkpoint;
    Check& check = findings_.check(kRoot);
    if (frontier_.size() != signed_tree.size || !check.note.empty()) return;
    check.note = "of " + entries(signed_tree.size) + ", " +
                 ledger::base64(ledger::bytes_of(signed_tree.root));
    if (frontier_.root() != signed_tree.root)
        findings_.add(kRoot, {},
                      "the tree of " + entries(signed_tree.size) +
                          " is another than the one that was signed");
}

void Examination::summarize() {
    Check& root = findings_.check(kRoot);
    if (!claim_.checkpoint)
        findings_.leave_out(kRoot, "there is no checkpoint to compare with");
    else if (root.note.empty())
        findings_.add(kRoot, {},
                      "the entries do not make a tree of the " +
                          entries(claim_.checkpoint->checkpoint.size) + " that were signed");
    for (const Check& check : findings_.checks())  // they were made while entries were read
        if (check.name != kEntries && check.name != "stored")
            findings_.check(kEntries).time -= check.time;
    findings_.check(kEntries).note = grouped(history_.streams()) + " streams";
    const std::uint64_t unsigned_count =
        claim_.checkpoint && frontier_.size() > claim_.checkpoint->checkpoint.size
            ? frontier_.size().value - claim_.checkpoint->checkpoint.size.value
            : 0;
    if (unsigned_count > 0)
        findings_.check(kEntries).note += ", " + grouped(unsigned_count) + " not signed yet";
    std::string left;
    if (unjudged_ > 0)
        left = grouped(unjudged_) + " not judged: not all of what they rest on is here";
    if (of_other_engine_ > 0)
        left += (left.empty() ? "" : "; ") + grouped(of_other_engine_) +
                " not judged: made by another version of the engine";
    findings_.check(kDecisions).note = left;
}

}  // namespace recert::tools
