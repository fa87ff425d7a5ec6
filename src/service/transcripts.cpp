#include "service/transcripts.hpp"

#include <map>

#include "ledger/hash.hpp"
#include "projections/transcript.hpp"
#include "service/access.hpp"
#include "service/sealing.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;
using projections::CredentialRecord;

// A credential as it was asked about, and what it is judged in.
struct Subject {
    Asked asked;
    projections::Context context;

    const CredentialRecord& record() const {
        return *std::get<std::shared_ptr<const CredentialRecord>>(asked.record);
    }
};

Result<Subject> subject_of(const Reading& reading, const PaperQuery& query, const Principal& who) {
    auto asked = ask(reading, {StreamKind::credential, query.credential}, query.when, who);
    if (!asked) return tl::unexpected(asked.error());
    Subject subject{std::move(*asked), {}};
    const events::CredentialRegistered& registered = registration(subject.record());
    RECERT_TRY(may_use_of(who, Right::open, registered.holder.text));
    auto context = context_at(reading.reader, reading.cache, registered, subject.asked.known);
    if (!context) return tl::unexpected(context.error());
    subject.context = std::move(*context);
    return subject;
}

// Null once the holder is erased.
Result<Json> name_of(const Reading& reading, const Subject& subject, const Principal& who) {
    const events::StreamName holder{StreamKind::holder, registration(subject.record()).holder.text};
    const auto data =
        merged_data(reading, holder, subject.context.holder->version(), subject.asked.as_of, who);
    if (!data) return tl::unexpected(data.error());
    return data->value("name", Json());
}

// What the entries tell that a record does not keep.
class Entries {
  public:
    explicit Entries(const Reading& reading) : reading_(reading) {}

    void want(Seq seq) { told_[seq.value]; }
    void want_all(const Json& items) {
        for (const Json& item : items) told_[item["seq"].get<std::uint64_t>()];
    }

    Status read() {
        std::vector<Seq> seqs;
        seqs.reserve(told_.size());
        for (const auto& each : told_) seqs.push_back({each.first});
        const auto entries = reading_.reader.entries(seqs);
        if (!entries) return tl::unexpected(entries.error());
        auto entry = entries->begin();
        for (auto& [seq, told] : told_) {
            auto envelope = envelope_json(reading_.vault, *entry, Sight::opened);
            if (!envelope) return tl::unexpected(envelope.error());
            told = {std::move(*envelope), ledger::hex(ledger::bytes_of(ledger::leaf_hash(*entry)))};
            ++entry;
        }
        return {};
    }

    const Json& data(std::uint64_t seq) const { return told_.at(seq).envelope["data"]; }

    void add_to(Json& item) const {
        const Told& told = told_.at(item["seq"].get<std::uint64_t>());
        item["recorded_at"] = told.envelope["recorded_at"];
        item["entry"] = told.hash;
    }

  private:
    struct Told {
        Json envelope;
        std::string hash;
    };

    const Reading& reading_;
    std::map<std::uint64_t, Told> told_;
};

template <class F>
void each_list(Json& transcript, F use) {
    for (Json& cycle : transcript["cycles"]) use(cycle["activities"]);
    use(transcript["outside"]);
}

// As it was logged, then as amended.
void add_title(Json& activity, const CredentialRecord& record, const Entries& entries) {
    const auto logged = activity["seq"].get<std::uint64_t>();
    activity["title"] = entries.data(logged).value("title", Json());
    for (const auto& fact : record.all<events::CpeAmended>()) {
        if (fact.seq.value < logged || activity["activity"] != fact.data.activity.text) continue;
        const Json& changed = entries.data(fact.seq.value);
        if (changed.contains("title")) activity["title"] = changed["title"];
    }
}

Status add_entries(const Reading& reading, const CredentialRecord& record, Json& transcript) {
    Entries entries(reading);
    each_list(transcript, [&](const Json& activities) { entries.want_all(activities); });
    for (const auto& fact : record.all<events::CpeAmended>()) entries.want(fact.seq);
    for (const Json& fee : transcript["fees"]) entries.want_all(fee["entries"]);
    entries.want_all(transcript["decisions"]);
    RECERT_TRY(entries.read());
    each_list(transcript, [&](Json& activities) {
        for (Json& activity : activities) {
            entries.add_to(activity);
            add_title(activity, record, entries);
        }
    });
    for (Json& fee : transcript["fees"])
        for (Json& entry : fee["entries"]) {
            entries.add_to(entry);
            const Json& data = entries.data(entry["seq"].get<std::uint64_t>());
            if (data.contains("reference")) entry["reference"] = data["reference"];
        }
    for (Json& decision : transcript["decisions"]) entries.add_to(decision);
    return {};
}

}  // namespace

Result<Certificate> certificate_of(const Reading& reading, const PaperQuery& query,
                                   const Principal& who) {
    const auto subject = subject_of(reading, query, who);
    if (!subject) return tl::unexpected(subject.error());
    const auto certification = projections::certification(subject->record(), subject->context,
                                                          subject->asked.as_of, query.cycle);
    if (!certification) return tl::unexpected(certification.error());
    const auto name = name_of(reading, *subject, who);
    if (!name) return tl::unexpected(name.error());
    if (!name->is_string())
        return fail(ErrorCode::holder_erased,
                    "the holder was erased: there is nobody left to certify by name");
    return Certificate{*certification, name->get<std::string>(), subject->asked.as_of,
                       subject->asked.known, subject->asked.version};
}

Result<State> transcript_of(const Reading& reading, const PaperQuery& query, const Principal& who) {
    const auto subject = subject_of(reading, query, who);
    if (!subject) return tl::unexpected(subject.error());
    auto body = projections::transcript_json(subject->record(), subject->context,
                                             subject->asked.as_of, query.cycle);
    if (!body) return tl::unexpected(body.error());
    auto name = name_of(reading, *subject, who);
    if (!name) return tl::unexpected(name.error());
    (*body)["holder"]["name"] = std::move(*name);
    RECERT_TRY(add_entries(reading, subject->record(), *body));
    (*body)["id"] = query.credential;
    (*body)["version"] = subject->asked.version.value;
    add_times(*body, subject->asked);
    return State{std::move(*body), subject->asked.version};
}

}  // namespace recert::service
