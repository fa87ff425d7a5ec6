#include "service/report_lookup.hpp"

#include "ledger/hash.hpp"
#include "service/access.hpp"
#include "service/sealing.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;

// What is sealed is an object, what is erased null.
std::string text_in(const Json& data, const char* member) {
    const auto found = data.find(member);
    return found != data.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// As of now: who takes the consent back takes it back for the past, too.
Result<bool> publishes_name(const Reading& reading, const std::string& holder) {
    const events::StreamName stream{StreamKind::holder, holder};
    const auto version = reading.reader.head(stream.text());
    if (!version) return tl::unexpected(version.error());
    const auto held = load(reading.reader, reading.cache, stream, *version);
    if (!held) return tl::unexpected(held.error());
    bool publishes = false;
    const auto& record = *std::get<std::shared_ptr<const projections::HolderRecord>>(*held);
    for (const auto& fact : record.all<events::HolderPreferred>())
        publishes = fact.data.publish_name.value_or(publishes);
    return publishes;
}

}  // namespace

Result<projections::PersonTold> ReportLookup::person(const events::HolderId& holder) {
    if (!may_open(who_, holder.text)) return projections::PersonTold{};
    if (holder.text == last_) return told_;
    auto told = tell(holder.text);
    if (!told) return told;
    last_ = holder.text;
    told_ = *told;
    return told;
}

Result<projections::PersonTold> ReportLookup::tell(const std::string& holder) const {
    const events::StreamName stream{StreamKind::holder, holder};
    const auto version = version_at(reading_.reader, stream, known_);
    if (!version) return tl::unexpected(version.error());
    const auto data = merged_data(reading_, stream, *version, as_of_, who_);
    if (!data) return tl::unexpected(data.error());
    const auto publishes = publishes_name(reading_, holder);
    if (!publishes) return tl::unexpected(publishes.error());
    return projections::PersonTold{text_in(*data, "name"), text_in(*data, "email"), *publishes};
}

Result<projections::EntryTold> ReportLookup::entry(Seq seq) {
    const auto entry = reading_.reader.entry(seq);
    if (!entry) return tl::unexpected(entry.error());
    const bool opens = may_use(who_, Right::open).has_value();
    const auto envelope =
        envelope_json(reading_.vault, *entry, opens ? Sight::opened : Sight::sealed);
    if (!envelope) return tl::unexpected(envelope.error());
    const auto at = events::parse_instant(text_in(*envelope, "recorded_at"));
    if (!at) return fail(ErrorCode::corrupt, "an entry does not say when it was recorded");
    const auto leaf = reading_.reader.leaf(seq);
    if (!leaf) return tl::unexpected(leaf.error());
    return projections::EntryTold{*at, text_in((*envelope)["data"], "title"),
                                  ledger::hex(ledger::bytes_of(*leaf))};
}

}  // namespace recert::service
