#include "service/about.hpp"
#include "service/evidence.hpp"
#include "service/ledger_parts.hpp"
#include "service/lists.hpp"
#include "service/programs.hpp"
#include "service/proofs.hpp"
#include "service/representation.hpp"
#include "service/sealing.hpp"
#include "service/what_if.hpp"

namespace recert::service {
namespace {

constexpr std::string_view kWholeLedger = "ledger";

// Of one that may read an entry. Others read all or nothing; a holder's own sees its own.
bool sees_fields(const Principal& reader) { return may_use(reader, Right::open).has_value(); }

}  // namespace

auto LedgerService::Parts::readable_entry(const ledger::Reader& reader, Seq seq,
                                          const Principal& who) const -> Result<Entry> {
    const auto nothing = [] { return fail(ErrorCode::not_found, "there is no such entry"); };
    if (!reader.size().covers(seq)) return nothing();
    auto bytes = reader.entry(seq);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto envelope = events::parse(*bytes);
    auto stream =
        envelope ? events::parse_stream_name(envelope->value("stream", "")) : std::nullopt;
    if (!stream) return fail(ErrorCode::corrupt, "an entry names no stream");
    if (may_use(who, Right::whole)) return Entry{std::move(*bytes), std::move(*stream)};
    const auto subject = about_stream(reader, cache, *stream);
    if (!subject) return tl::unexpected(subject.error());
    if (!may_read_event(who, *subject, envelope->value("actor", ""))) return nothing();
    return Entry{std::move(*bytes), std::move(*stream)};
}

Result<events::Json> LedgerService::representation(const Appended& appended,
                                                   const Principal& reader) const {
    return parts_->read(
        [&](const Reading& reading) { return represent(reading, appended, reader); });
}

Result<State> LedgerService::state(const events::StreamName& stream, const When& when,
                                   const Principal& reader) const {
    return parts_->read([&](const Reading& reading) -> Result<State> {
        auto state = state_of(reading, stream, when, reader);
        if (state) RECERT_TRY(parts_->note(reader, reading.reader, stream));
        return state;
    });
}

Result<Page> LedgerService::list(const ListQuery& query, const Principal& reader) const {
    auto page =
        parts_->read([&](const Reading& reading) { return list_page(reading, query, reader); });
    const bool is_of_persons =
        query.kind == events::StreamKind::credential || query.kind == events::StreamKind::holder;
    if (!page || !is_of_persons || reader.role == Role::holder) return page;
    const std::string read = std::string(events::kind_name(query.kind)) + 's';
    RECERT_TRY(parts_->accesses->note(reader, read, query.holder.value_or("")));
    return page;
}

Result<Page> LedgerService::events(const EventsQuery& query, const Principal& reader) const {
    return parts_->read([&](const Reading& reading) -> Result<Page> {
        auto page =
            history(reading.reader, reading.cache, reading.vault, query, reader, reading.now);
        if (page)
            RECERT_TRY(query.stream ? parts_->note(reader, reading.reader, *query.stream)
                                    : parts_->accesses->note(reader, kWholeLedger, ""));
        return page;
    });
}

Result<events::Json> LedgerService::event(Seq seq, const Principal& reader) const {
    const auto bytes = entry(seq, reader);
    if (!bytes) return tl::unexpected(bytes.error());
    return envelope_json(*parts_->ledger.vault, *bytes,
                         sees_fields(reader) ? Sight::opened : Sight::sealed);
}

Result<events::Json> LedgerService::openings(Seq seq, const Principal& reader) const {
    const auto bytes = entry(seq, reader);
    if (!bytes) return tl::unexpected(bytes.error());
    RECERT_TRY(may_use(reader, Right::open));
    return openings_of(*parts_->ledger.vault, *bytes);
}

Result<std::string> LedgerService::entry(Seq seq, const Principal& reader) const {
    return parts_->read([&](const Reading& reading) -> Result<std::string> {
        auto found = parts_->readable_entry(reading.reader, seq, reader);
        if (!found) return tl::unexpected(found.error());
        RECERT_TRY(parts_->note(reader, reading.reader, found->stream));
        return std::move(found->bytes);
    });
}

Result<std::string> LedgerService::checkpoint() const {
    return parts_->read([](const Reading& reading) { return newest_checkpoint(reading.reader); });
}

std::string LedgerService::verifier_keys() const {
    return verifier_keys_text(parts_->ledger.signers);
}

Result<std::string> LedgerService::tile(std::string_view level, std::string_view path) const {
    return parts_->read(
        [&](const Reading& reading) { return tile_at(reading.reader, level, path); });
}

Result<std::string> LedgerService::bundle(std::string_view path, const Principal& reader) const {
    RECERT_TRY(may_use(reader, Right::audit));
    RECERT_TRY(parts_->accesses->note(reader, kWholeLedger, ""));
    return parts_->read([&](const Reading& reading) { return bundle_at(reading.reader, path); });
}

Result<events::Json> LedgerService::consistency(std::uint64_t older, std::uint64_t newer) const {
    return parts_->read(
        [&](const Reading& reading) { return consistency_of(reading.reader, older, newer); });
}

Result<Receipt> LedgerService::receipt(Seq seq, std::optional<std::uint64_t> size,
                                       const Principal& reader) const {
    return parts_->read([&](const Reading& reading) -> Result<Receipt> {
        RECERT_TRY(parts_->readable_entry(reading.reader, seq, reader));  // who may, may have it
        return receipt_of(reading.reader, seq, size);
    });
}

Result<EvidenceFile> LedgerService::evidence(const std::string& holder, const std::string& sha256,
                                             const Principal& reader) const {
    auto file = parts_->read([&](const Reading& reading) {
        return evidence_of(reading, parts_->ledger, holder, sha256, reader);
    });
    if (file) RECERT_TRY(parts_->accesses->note(reader, "evidence/" + sha256, holder));
    return file;
}

void LedgerService::when_signed(Seq seq, std::function<void()> then) {
    if (seq.value >= size()) return then();
    parts_->checkpointing->when_signed(seq, std::move(then));
}

Result<Page> LedgerService::practicums(const std::string& program, const PracticumsQuery& query,
                                       const Principal& reader) const {
    return parts_->read(
        [&](const Reading& reading) { return practicums_of(reading, program, query, reader); });
}

Result<Page> LedgerService::rules(const std::string& program, const When& when,
                                  const Paging& paging, const Principal& reader) const {
    return parts_->read(
        [&](const Reading& reading) { return rules_of(reading, program, when, paging, reader); });
}

Result<State> LedgerService::rules_version(const std::string& program, std::int64_t version,
                                           const When& when, const Principal& reader) const {
    return parts_->read([&](const Reading& reading) {
        return rules_version_of(reading, program, version, when, reader);
    });
}

Result<State> LedgerService::quote(const std::string& program, const QuoteQuery& query,
                                   const Principal& reader) const {
    return parts_->read(
        [&](const Reading& reading) { return quote_of(reading, program, query, reader); });
}

Result<Page> LedgerService::what_if(const std::string& program, const WhatIfQuery& query,
                                    const Principal& reader) const {
    auto page = parts_->read(
        [&](const Reading& reading) { return what_if_page(reading, program, query, reader); });
    if (page) RECERT_TRY(parts_->accesses->note(reader, "program/" + program + "/what-if", ""));
    return page;
}

Result<Page> LedgerService::accesses(const AccessesQuery& query, const Principal& reader) const {
    RECERT_TRY(query.holder ? may_use_of(reader, Right::accesses, *query.holder)
                            : may_use(reader, Right::audit));
    return parts_->accesses->page(query);
}

}  // namespace recert::service
