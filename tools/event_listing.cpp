#include "tools/event_listing.hpp"

#include <ostream>

#include "documents/table_writer.hpp"
#include "tools/explanation.hpp"
#include "tools/following.hpp"

namespace recert::tools {
namespace {

using documents::csv_field;
using events::Json;

constexpr auto kColumns = "seq,id,stream,version,type,occurred_at,on,recorded_at,actor,cause,data";
constexpr auto kExplained = ",as_of,before,after,moved";

// What is sealed is long, and says nothing.
Json without_seals(Json data) {
    for (Json& value : data) {
        if (value.is_object() && value.contains("enc")) value = "(sealed)";
        if (value.is_structured()) value = without_seals(value);
    }
    return data;
}

class Listing {
  public:
    Listing(const History& history, const EventQuestion& question, std::ostream& out)
        : history_(history), question_(question), out_(out) {
        if (question.format == ListingFormat::csv)
            out << kColumns << (question.explain ? kExplained : "") << "\r\n";
    }

    // False: nothing after it is known.
    bool before(const events::Recorded& recorded) {
        const events::Envelope& envelope = recorded.envelope;
        if (is_beyond(envelope)) return false;
        before_ = nullptr;
        if (is_explained(recorded) && is_wanted(recorded)) before_ = stand(envelope);
        return true;
    }

    bool after(const events::Recorded& recorded, std::string_view entry) {
        if (is_wanted(recorded)) {
            ++count_;
            write(recorded, entry);
        }
        return out_.good();
    }

    std::uint64_t count() const { return count_; }

  private:
    bool is_beyond(const events::Envelope& envelope) const {
        return (question_.to && envelope.seq > *question_.to) ||
               (question_.known_at && envelope.seq > *question_.known_at) ||
               (question_.known_time && envelope.recorded_at > *question_.known_time);
    }

    bool is_of_program(const events::Envelope& envelope) const {
        if (envelope.stream.kind == events::StreamKind::program)
            return envelope.stream.id == question_.program;
        if (envelope.stream.kind != events::StreamKind::credential) return false;
        const auto* record = history_.credential(envelope.stream.id);
        return record != nullptr &&
               record->all<events::CredentialRegistered>().front().data.program.text ==
                   question_.program;
    }

    bool is_wanted(const events::Recorded& recorded) const {
        const events::Envelope& envelope = recorded.envelope;
        return (!question_.from || envelope.seq >= *question_.from) &&
               (!question_.as_of || envelope.on <= *question_.as_of) &&
               (question_.stream.empty() || envelope.stream.text() == question_.stream) &&
               (question_.actor.empty() || envelope.actor.text == question_.actor) &&
               (question_.program.empty() || is_of_program(envelope));
    }

    bool is_explained(const events::Recorded& recorded) const {
        return question_.explain && recorded.envelope.stream.kind == events::StreamKind::credential;
    }

    events::Date day_of(const events::Envelope& envelope) const {
        return question_.as_of.value_or(envelope.on);
    }

    Json stand(const events::Envelope& envelope) const {
        const auto* record = history_.credential(envelope.stream.id);
        if (record == nullptr) return nullptr;
        return stand_of(record, history_.context_of(*record), day_of(envelope));
    }

    void write(const events::Recorded& recorded, std::string_view entry) {
        const bool explained = is_explained(recorded);
        const Json after = explained ? stand(recorded.envelope) : Json();
        switch (question_.format) {
            case ListingFormat::text:
                return write_text(recorded, explained, after);
            case ListingFormat::ndjson:
                return write_ndjson(recorded, entry, explained, after);
            case ListingFormat::csv:
                return write_csv(recorded, explained, after);
        }
    }

    void write_text(const events::Recorded& recorded, bool explained, const Json& after) {
        const events::Envelope& envelope = recorded.envelope;
        out_ << envelope.seq.value << "  " << events::format_date(envelope.on) << "  "
             << envelope.stream.text() << "  " << events::type_of(recorded.event) << "  "
             << envelope.actor.text << "  " << without_seals(events::write_event(recorded.event))
             << "\n";
        if (explained)
            out_ << "    on " << events::format_date(day_of(envelope)) << ": "
                 << in_words(before_, after) << "\n";
    }

    void write_ndjson(const events::Recorded& recorded, std::string_view entry, bool explained,
                      const Json& after) {
        if (!explained) {
            out_ << entry << "\n";
            return;
        }
        out_ << Json{{"entry", events::parse(entry).value_or(Json())},
                     {"standing",
                      {{"as_of", events::format_date(day_of(recorded.envelope))},
                       {"before", before_},
                       {"after", after}}}}
             << "\n";
    }

    void write_csv(const events::Recorded& recorded, bool explained, const Json& after) {
        const events::Envelope& envelope = recorded.envelope;
        out_ << envelope.seq.value << ',' << envelope.id << ',' << envelope.stream.text() << ','
             << envelope.version.value << ',' << events::type_of(recorded.event) << ','
             << csv_field(envelope.occurred_at.text) << ',' << events::format_date(envelope.on)
             << ',' << events::format_instant(envelope.recorded_at) << ','
             << csv_field(envelope.actor.text) << ','
             << (envelope.cause ? std::to_string(envelope.cause->value) : "") << ','
             << csv_field(without_seals(events::write_event(recorded.event)).dump());
        const auto status = [](const Json& stand) {
            return stand.is_object() ? stand["status"].get<std::string>() : "";
        };
        if (explained)
            out_ << ',' << events::format_date(day_of(envelope)) << ',' << status(before_) << ','
                 << status(after) << ',' << csv_field(in_words(before_, after));
        else if (question_.explain)
            out_ << ",,,,";
        out_ << "\r\n";
    }

    const History& history_;
    const EventQuestion& question_;
    std::ostream& out_;
    Json before_;
    std::uint64_t count_ = 0;
};

}  // namespace

Result<std::uint64_t> list_events(Source& source, const EventQuestion& question, std::ostream& out,
                                  const Progress& progress) {
    History history(source.claim().from);
    Listing listing(history, question, out);
    Follow visit;
    visit.before = [&](const events::Recorded& recorded) { return listing.before(recorded); };
    visit.after = [&](const events::Recorded& recorded, std::string_view entry) {
        return listing.after(recorded, entry);
    };
    RECERT_TRY(follow(source, history, visit, progress));
    return listing.count();
}

}  // namespace recert::tools
