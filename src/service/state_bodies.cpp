#include <algorithm>
#include <set>
#include <tuple>

#include "projections/certification.hpp"
#include "service/access.hpp"
#include "service/sealing.hpp"
#include "service/states.hpp"

namespace recert::service {
namespace {

using events::Json;

// A stream that is read whole: a holder's is changed a few times in a life.
constexpr std::size_t kVersionsMax = 100'000;

struct Said {
    std::string on;  // dates of one length: they compare as text
    std::uint64_t seq;
    Json data;
};

Result<std::vector<Json>> envelopes(const Reading& reading, const events::StreamName& stream,
                                    StreamVersion version, Sight sight) {
    const auto seqs = reading.reader.stream(stream.text(), {},
                                            std::min<std::size_t>(version.value, kVersionsMax));
    if (!seqs) return tl::unexpected(seqs.error());
    const auto entries = reading.reader.entries(*seqs);
    if (!entries) return tl::unexpected(entries.error());
    std::vector<Json> out;
    for (const std::string& entry : *entries) {
        auto envelope = envelope_json(reading.vault, entry, sight);
        if (!envelope) return tl::unexpected(envelope.error());
        out.push_back(std::move(*envelope));
    }
    return out;
}

}  // namespace

Result<Json> merged_data(const Reading& reading, const events::StreamName& stream,
                         StreamVersion version, events::Date as_of, const Principal& who) {
    const std::string holder =
        stream.kind == events::StreamKind::holder ? stream.id : std::string();
    auto all =
        envelopes(reading, stream, version, may_open(who, holder) ? Sight::opened : Sight::sealed);
    if (!all) return tl::unexpected(all.error());
    std::set<std::uint64_t> voided;
    for (const Json& envelope : *all)
        if (envelope["type"] == events::EntryVoided::kType)
            voided.insert(envelope["data"]["seq"].get<std::uint64_t>());
    std::vector<Said> said;
    for (Json& envelope : *all)
        if (envelope["type"] != events::EntryVoided::kType &&
            !voided.contains(envelope["seq"].get<std::uint64_t>()))
            said.push_back({envelope["on"].get<std::string>(), envelope["seq"].get<std::uint64_t>(),
                            std::move(envelope["data"])});
    std::sort(said.begin(), said.end(), [](const Said& a, const Said& b) {
        return std::tie(a.on, a.seq) < std::tie(b.on, b.seq);
    });
    const std::string day = events::format_date(as_of);
    Json out = Json::object();
    for (const Said& one : said)
        if (one.on <= day) out.update(one.data);
    return out;
}

Json program_json(const projections::Program& program, events::Date as_of) {
    const auto& published = program.record().all<events::ProgramPublished>();
    Json versions = Json::array();
    for (std::size_t i = 0; i < published.size(); ++i) {
        if (published[i].on > as_of) continue;
        versions.push_back(
            {{"version", i + 1},
             {"effective_from", events::format_date(published[i].data.effective_from)},
             {"seq", published[i].seq.value}});
    }
    std::set<std::string> ids;
    for (const auto& fact : program.record().all<events::PracticumScheduled>())
        ids.insert(fact.data.practicum.text);
    Json practicums = Json::array();
    for (const std::string& id : ids) {
        const auto dates = program.practicum({id}, as_of);
        if (!dates) continue;
        practicums.push_back({{"practicum", id},
                              {"starts_on", events::format_date(dates->starts_on)},
                              {"ends_on", events::format_date(dates->ends_on)},
                              {"cancelled", dates->cancelled}});
    }
    const events::ProgramPublished& newest = projections::publication_on(program, as_of);
    return {{"name", newest.name},
            {"issuer", newest.issuer},
            {"url", newest.url},
            {"timezone", newest.timezone},
            {"versions", std::move(versions)},
            {"practicums", std::move(practicums)}};
}

}  // namespace recert::service
