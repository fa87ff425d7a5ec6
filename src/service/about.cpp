#include "service/about.hpp"

#include <tuple>

namespace recert::service {
namespace {

using events::StreamKind;
using projections::CredentialRecord;
using projections::HolderRecord;

// A merger into who is merged is refused, so a chain grows only at its end.
constexpr int kMergersMax = 100;

bool shares(const HolderRecord& record) {
    const projections::Fact<events::HolderPreferred>* last = nullptr;
    for (const auto& fact : record.all<events::HolderPreferred>())
        if (fact.data.share_with_sponsor &&
            (last == nullptr || std::tie(last->on, last->seq) < std::tie(fact.on, fact.seq)))
            last = &fact;
    return last != nullptr && *last->data.share_with_sponsor;
}

}  // namespace

About about(const events::StreamName& stream, const Held& record) {
    About out{.kind = stream.kind,
              .holder = holder_of(stream, record),
              .program = program_of(stream, record)};
    if (stream.kind == StreamKind::organization) out.organization = stream.id;
    if (stream.kind != StreamKind::credential) return out;
    const auto& credential = *std::get<std::shared_ptr<const CredentialRecord>>(record);
    if (credential.empty()) return out;
    if (const auto& organization = registration(credential).organization)
        out.organization = organization->text;
    return out;
}

Result<About> about_stream(const ledger::Reader& reader, RecordCache& cache,
                           const events::StreamName& stream) {
    const auto record = load_newest(reader, cache, stream);
    if (!record) return tl::unexpected(record.error());
    return about(stream, *record);
}

Result<bool> shares_with_sponsor(const ledger::Reader& reader, RecordCache& cache,
                                 std::string holder) {
    for (int merged = 0; merged <= kMergersMax; ++merged) {
        const auto held = load_newest(reader, cache, {StreamKind::holder, holder});
        if (!held) return tl::unexpected(held.error());
        const auto& record = *std::get<std::shared_ptr<const HolderRecord>>(*held);
        holder = continued_by(record);
        if (holder.empty()) return shares(record);
    }
    return false;
}

}  // namespace recert::service
