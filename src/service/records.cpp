#include "service/records.hpp"

#include <algorithm>

#include "events/codec.hpp"

namespace recert::service {
namespace {

using events::StreamKind;

// Versions read from the stream's index in one go.
constexpr std::size_t kVersionsAtOnce = 1'024;
// Entries read in one go; each may take 64 KiB.
constexpr std::size_t kEntriesAtOnce = 4'096;

StreamVersion version_of(const projections::Program& program) { return program.record().version(); }
template <class Record>
StreamVersion version_of(const Record& record) {
    return record.version();
}

// Folds the versions after the record's own, up to `version`.
Result<Held> catch_up(const ledger::Reader& reader, const events::StreamName& stream,
                      const Held& from, StreamVersion version) {
    Fold fold(from);
    StreamVersion done = service::version_of(from);
    while (done < version) {
        const std::size_t wanted =
            std::min<std::size_t>(kVersionsAtOnce, version.value - done.value);
        const auto seqs = reader.stream(stream.text(), done, wanted);
        if (!seqs) return tl::unexpected(seqs.error());
        if (seqs->size() != wanted)
            return fail(ErrorCode::corrupt, stream.text() + " has fewer events than its version");
        const auto entries = reader.entries(*seqs);
        if (!entries) return tl::unexpected(entries.error());
        for (const std::string& entry : *entries) {
            const auto recorded = events::decode(entry);
            if (!recorded) return tl::unexpected(recorded.error());
            fold.apply(*recorded);
        }
        done.value += wanted;
    }
    return fold.done();
}

// Where an event of one of several records is.
struct Place {
    Seq seq;
    std::size_t record;
};

// Those of a stream up to `known`.
Status add_places(const ledger::Reader& reader, const events::StreamName& stream, Seq known,
                  std::size_t record, std::vector<Place>& places) {
    StreamVersion done{};
    for (;;) {
        const auto seqs = reader.stream(stream.text(), done, kVersionsAtOnce);
        if (!seqs) return tl::unexpected(seqs.error());
        for (const Seq seq : *seqs) {
            if (seq > known) return {};
            places.push_back({seq, record});
        }
        if (seqs->size() < kVersionsAtOnce) return {};
        done.value += kVersionsAtOnce;
    }
}

}  // namespace

StreamVersion version_of(const Held& record) {
    return std::visit([](const auto& held) { return version_of(*held); }, record);
}

Fold::Fold(const Held& from)
    : folded_(std::visit(
          [](const auto& held) -> decltype(folded_) {
              using Record = std::remove_cvref_t<decltype(*held)>;
              return std::make_shared<Record>(*held);
          },
          from)) {}

void Fold::apply(const events::Recorded& recorded) {
    std::visit([&](const auto& record) { record->apply(recorded); }, folded_);
}

Held Fold::done() const {
    return std::visit(
        [](const auto& record) -> Held {
            return std::shared_ptr<const std::remove_cvref_t<decltype(*record)>>(record);
        },
        folded_);
}

Held empty_record(StreamKind kind) {
    switch (kind) {
        case StreamKind::program:
            return std::make_shared<const projections::Program>();
        case StreamKind::organization:
            return std::make_shared<const projections::OrganizationRecord>();
        case StreamKind::holder:
            return std::make_shared<const projections::HolderRecord>();
        case StreamKind::credential:
            break;
    }
    return std::make_shared<const projections::CredentialRecord>();
}

Result<StreamVersion> version_at(const ledger::Reader& reader, const events::StreamName& stream,
                                 Seq known) {
    if (known.value + 1 >= reader.size().value) return reader.head(stream.text());
    StreamVersion version{};
    for (;;) {
        const auto seqs = reader.stream(stream.text(), version, kVersionsAtOnce);
        if (!seqs) return tl::unexpected(seqs.error());
        for (const Seq seq : *seqs) {
            if (seq > known) return version;
            version = version.next();
        }
        if (seqs->size() < kVersionsAtOnce) return version;
    }
}

Result<Held> load(const ledger::Reader& reader, RecordCache& cache,
                  const events::StreamName& stream, StreamVersion version) {
    const std::string name = stream.text();
    const std::optional<Held> cached = cache.find(name);
    if (cached && version_of(*cached) == version) return *cached;
    const bool ahead = cached && version_of(*cached) > version;
    auto loaded =
        catch_up(reader, stream, cached && !ahead ? *cached : empty_record(stream.kind), version);
    if (loaded && !ahead && version.value > 0) cache.keep(name, *loaded);
    return loaded;
}

Result<Held> load_newest(const ledger::Reader& reader, RecordCache& cache,
                         const events::StreamName& stream) {
    const auto version = reader.head(stream.text());
    if (!version) return tl::unexpected(version.error());
    if (version->value == 0) return fail(ErrorCode::not_found, "there is no " + stream.text());
    return load(reader, cache, stream, *version);
}

Result<Held> load_at(const ledger::Reader& reader, RecordCache& cache,
                     const events::StreamName& stream, Seq known) {
    const auto version = version_at(reader, stream, known);
    if (!version) return tl::unexpected(version.error());
    return load(reader, cache, stream, *version);
}

Result<std::vector<projections::CredentialRecord>> fold_credentials(
    const ledger::Reader& reader, const std::vector<std::string>& ids, Seq known) {
    std::vector<Place> places;
    for (std::size_t n = 0; n < ids.size(); ++n)
        RECERT_TRY(add_places(reader, {StreamKind::credential, ids[n]}, known, n, places));
    std::sort(places.begin(), places.end(),
              [](const Place& a, const Place& b) { return a.seq < b.seq; });
    std::vector<projections::CredentialRecord> records(ids.size());
    std::vector<Seq> seqs;
    for (std::size_t from = 0; from < places.size(); from += seqs.size()) {
        seqs.clear();
        for (std::size_t n = from; n < std::min(from + kEntriesAtOnce, places.size()); ++n)
            seqs.push_back(places[n].seq);
        const auto entries = reader.entries(seqs);
        if (!entries) return tl::unexpected(entries.error());
        for (std::size_t n = 0; n < seqs.size(); ++n) {
            const auto recorded = events::decode((*entries)[n]);
            if (!recorded) return tl::unexpected(recorded.error());
            records[places[from + n].record].apply(*recorded);
        }
    }
    return records;
}

std::string continued_by(const projections::HolderRecord& record) {
    const auto& merged = record.all<events::HolderMerged>();
    return merged.empty() ? std::string() : merged.back().data.into.text;
}

const events::CredentialRegistered& registration(const projections::CredentialRecord& record) {
    return record.all<events::CredentialRegistered>().front().data;
}

std::string holder_of(const events::StreamName& stream, const Held& record) {
    if (stream.kind == StreamKind::holder) return stream.id;
    if (const auto* held =
            std::get_if<std::shared_ptr<const projections::CredentialRecord>>(&record);
        held != nullptr && !(*held)->empty())
        return registration(**held).holder.text;
    return {};
}

std::string program_of(const events::StreamName& stream, const Held& record) {
    if (stream.kind == StreamKind::program) return stream.id;
    if (const auto* held =
            std::get_if<std::shared_ptr<const projections::CredentialRecord>>(&record);
        held != nullptr && !(*held)->empty())
        return registration(**held).program.text;
    return {};
}

}  // namespace recert::service
