#include "tools/stored_rows.hpp"

#include "views/people.hpp"
#include "views/register_index.hpp"

namespace recert::tools {

StoredRows::StoredRows(const ledger::Reader& reader, Findings& findings)
    : reader_(reader),
      findings_(findings),
      index_(findings.check("index", "entries in their streams")),
      keys_(findings.check("keys", "idempotency keys")),
      register_(findings.check("register", "rows")) {
    const auto live = views::live_build(reader);
    if (live) build_ = *live;
    if (!live) findings.add("register", {}, live.error().message);
    without_register_ = !live || live->version != views::kRegisterVersion;
    if (live && without_register_)
        findings.leave_out("register", "its rows are of version " + std::to_string(live->version) +
                                           ", this program makes version " +
                                           std::to_string(views::kRegisterVersion));
}

void StoredRows::take(const events::Recorded& recorded, const History& history) {
    check_index(recorded.envelope);
    if (recorded.envelope.key) check_key(recorded.envelope);
    if (without_register_) return;
    if (recorded.envelope.stream.kind == events::StreamKind::credential)
        check_register(recorded, history);
    if (const auto change = views::person_change(build_, recorded))
        check_row(recorded.envelope, *change);
}

void StoredRows::check_index(const events::Envelope& envelope) {
    const Timing timing(index_);
    ++index_.count;
    const auto seqs = reader_.stream(envelope.stream.text(), {envelope.version.value - 1}, 1);
    if (!seqs)
        findings_.add(index_.name, envelope.seq, seqs.error().message);
    else if (seqs->empty() || seqs->front() != envelope.seq)
        findings_.add(index_.name, envelope.seq,
                      "version " + std::to_string(envelope.version.value) + " of " +
                          envelope.stream.text() + " stands for another entry");
}

void StoredRows::check_key(const events::Envelope& envelope) {
    const Timing timing(keys_);
    const auto repeat = reader_.repeat(envelope.actor.text + '\0' + *envelope.key);
    if (!repeat) return findings_.add(keys_.name, envelope.seq, repeat.error().message);
    if (!*repeat)
        return findings_.add(keys_.name, envelope.seq,
                             "its idempotency key is missing: it could be appended once more");
    const Seq first = (*repeat)->first;
    if (envelope.seq < first || envelope.seq.value - first.value >= (*repeat)->count)
        return findings_.add(keys_.name, envelope.seq, "its idempotency key stands for others");
    keys_.count += first == envelope.seq ? 1 : 0;
}

void StoredRows::check_register(const events::Recorded& recorded, const History& history) {
    const std::string& id = recorded.envelope.stream.id;
    const auto* record = history.credential(id);
    if (record == nullptr) return;
    const Timing timing(register_);
    std::string& before = rows_[id];
    auto changed = views::changes_by(build_, recorded, *record, history.context_of(*record),
                                     [&]() -> Result<std::string> { return before; });
    if (!changed)
        return findings_.add(register_.name, recorded.envelope.seq, changed.error().message);
    for (const ledger::ViewChange& change : changed->views) check_row(recorded.envelope, change);
    if (changed->row) before = std::move(*changed->row);
}

void StoredRows::check_row(const events::Envelope& envelope, const ledger::ViewChange& change) {
    const char kind = change.key[views::register_prefix(build_).size()];
    if (kind == 's') {
        marks_.insert_or_assign(change.key,
                                Mark{envelope.seq, envelope.stream.text(), change.value});
    } else {
        if (kind == 'n' && !numbers_.insert(change.key).second) --register_.count;
        compare(envelope.seq, envelope.stream.text(), change);
    }
}

void StoredRows::check_marks() {
    for (const auto& [key, mark] : marks_) compare(mark.seq, mark.stream, {key, mark.value});
}

void StoredRows::compare(Seq seq, const std::string& stream, const ledger::ViewChange& change) {
    const char kind = change.key[views::register_prefix(build_).size()];
    ++register_.count;
    const auto stored = reader_.view(change.key);
    if (stored && *stored == change.value) return;
    const std::string what = kind == 'c'   ? "the row of "
                             : kind == 'n' ? "the number of "
                             : kind == 'e' ? "the note of the erasure of "
                             : kind == 'm' ? "the note of the merger of "
                             : kind == 's' ? "what status lists say of a badge of "
                                           : "a note by which lists find ";
    const std::string how = !stored   ? "cannot be read: " + stored.error().message
                            : *stored ? "is not what the entries give"
                                      : "is missing";
    findings_.add(register_.name, seq, what + stream + " as known at this entry " + how);
}

void StoredRows::finish() {
    count_keys();
    if (without_register_) return;
    check_marks();
    count_rows();
}

// What is looked for is there; so only too much can be wrong.
void StoredRows::count_keys() {
    std::uint64_t stored = 0;
    const Status read = reader_.snapshot().scan(store::Family::idempotency, {},
                                                [&](std::string_view, std::string_view) {
                                                    ++stored;
                                                    return true;
                                                });
    if (!read) return findings_.add(keys_.name, {}, read.error().message);
    if (keys_.failed == 0 && stored != keys_.count)
        findings_.add(keys_.name, {},
                      grouped(stored) + " idempotency keys are kept, the entries name " +
                          grouped(keys_.count));
}

void StoredRows::count_rows() {
    const Timing timing(register_);
    std::uint64_t stored = 0;
    const std::string prefix = views::register_prefix(build_);
    const Status read = reader_.visit_views(prefix, {}, [&](std::string_view, std::string_view) {
        ++stored;
        return true;
    });
    if (!read) return findings_.add(register_.name, {}, read.error().message);
    if (register_.failed == 0 && stored != register_.count)
        findings_.add(
            register_.name, {},
            grouped(stored) + " rows are kept, the entries give " + grouped(register_.count));
    const auto digest = reader_.views_digest(prefix);
    if (digest && register_.failed == 0)
        register_.note = "digest " + ledger::hex(ledger::bytes_of(*digest));
}

}  // namespace recert::tools
