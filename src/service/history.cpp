#include "service/history.hpp"

#include <algorithm>
#include <charconv>

#include "service/about.hpp"
#include "service/cursor.hpp"
#include "service/sealing.hpp"

namespace recert::service {
namespace {

using events::Json;

constexpr std::size_t kEntriesAtOnce = 256;

tl::unexpected<Error> wrong(const char* parameter, std::string message) {
    return fail(ErrorCode::bad_parameter, std::move(message), parameter);
}

Result<std::uint64_t> first_after(const std::optional<std::string>& after) {
    if (!after || *after == "-1") return std::uint64_t{0};
    std::uint64_t seq = 0;
    const char* const end = after->data() + after->size();
    const auto [stop, error] = std::from_chars(after->data(), end, seq);
    if (error != std::errc{} || stop != end || seq > std::uint64_t(events::kIntegerMax))
        return wrong("after", "a seq, or -1");
    return seq + 1;
}

Result<Cursor> begin(const ledger::Reader& reader, const EventsQuery& query, events::Instant now) {
    if (query.cursor) {
        auto cursor = read_cursor(*query.cursor);
        if (cursor && !reader.size().covers(cursor->known))
            return wrong("cursor", "this cursor was not given out here");
        return cursor;
    }
    const auto known = parse_known_at(reader, query.known_at, now);
    if (!known) return tl::unexpected(known.error());
    const auto first = first_after(query.after);
    if (!first) return tl::unexpected(first.error());
    Cursor cursor;
    cursor.next = *first;
    if (query.stream) cursor.stream = query.stream->text();
    cursor.type = query.type;
    if (*known)
        cursor.known = **known;
    else
        cursor.next = 1;  // beyond `known`: the page is empty
    return cursor;
}

// Collects what fits the filter, up to the limits of a page.
class Collecting {
  public:
    Collecting(const privacy::Vault& vault, const EventsQuery& query, const Cursor& cursor,
               Sight sight)
        : vault_(vault), limit_(query.limit), type_(cursor.type), sight_(sight) {}

    bool full() const { return page_.items.size() >= limit_ || looked_at_ >= kScanMax; }

    Status take(std::string_view entry) {
        ++looked_at_;
        // Types are plain ASCII: an entry without the word is not of that type.
        if (type_ && entry.find('"' + *type_ + '"') == std::string_view::npos) return {};
        auto envelope = envelope_json(vault_, entry, sight_);
        if (!envelope) return tl::unexpected(envelope.error());
        if (!type_ || (*envelope)["type"] == *type_) page_.items.push_back(std::move(*envelope));
        return {};
    }

    Page& page() { return page_; }

  private:
    const privacy::Vault& vault_;
    std::size_t limit_;
    std::optional<std::string> type_;
    Sight sight_;
    std::size_t looked_at_ = 0;
    Page page_;
};

// Of one stream: `next` counts its versions; `after` is a seq, passed over here.
Result<Page> of_stream(const ledger::Reader& reader, Cursor cursor, Collecting& collecting,
                       Seq from) {
    for (;;) {
        const auto seqs = reader.stream(*cursor.stream, {cursor.next}, kEntriesAtOnce);
        if (!seqs) return tl::unexpected(seqs.error());
        for (const Seq seq : *seqs) {
            if (seq > cursor.known) return std::move(collecting.page());
            if (collecting.full()) {
                collecting.page().next = write_cursor(cursor);
                return std::move(collecting.page());
            }
            ++cursor.next;
            if (seq < from) continue;
            const auto entry = reader.entry(seq);
            if (!entry) return tl::unexpected(entry.error());
            RECERT_TRY(collecting.take(*entry));
        }
        if (seqs->size() < kEntriesAtOnce) return std::move(collecting.page());
    }
}

Result<Page> of_ledger(const ledger::Reader& reader, Cursor cursor, Collecting& collecting) {
    Status outcome;
    const auto visit = [&](Seq seq, std::string_view entry) {
        if (collecting.full()) {
            cursor.next = seq.value;
            collecting.page().next = write_cursor(cursor);
            return false;
        }
        outcome = collecting.take(entry);
        return outcome.has_value();
    };
    if (cursor.next <= cursor.known.value)
        RECERT_TRY(reader.visit_entries({cursor.next}, cursor.known.next(), visit));
    RECERT_TRY(outcome);
    return std::move(collecting.page());
}

}  // namespace

Result<Page> history(const ledger::Reader& reader, RecordCache& cache, const privacy::Vault& vault,
                     const EventsQuery& query, const Principal& who, events::Instant now) {
    if (query.limit == 0 || query.limit > kPageItemsMax)
        return wrong("limit", "1 to " + std::to_string(kPageItemsMax));
    if (!query.stream) RECERT_TRY(may_use(who, Right::whole));
    const auto cursor = begin(reader, query, now);
    if (!cursor) return tl::unexpected(cursor.error());
    if (!cursor->stream) {
        RECERT_TRY(may_use(who, Right::whole));
        Collecting collecting(vault, query, *cursor, Sight::opened);
        return of_ledger(reader, *cursor, collecting);
    }
    const auto stream = events::parse_stream_name(*cursor->stream);
    if (!stream || (query.stream && *query.stream != *stream))
        return wrong("cursor", "this cursor belongs to another list");
    const auto subject = about_stream(reader, cache, *stream);
    if (!subject) return tl::unexpected(subject.error());
    RECERT_TRY(may_read_history(who, *subject));
    Collecting collecting(vault, query, *cursor,
                          may_open(who, subject->holder) ? Sight::opened : Sight::sealed);
    if (query.cursor) return of_stream(reader, *cursor, collecting, {});
    Cursor from_the_first = *cursor;
    from_the_first.next = 0;
    return of_stream(reader, from_the_first, collecting, {cursor->next});
}

}  // namespace recert::service
