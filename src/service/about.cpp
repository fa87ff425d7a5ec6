#include "service/about.hpp"

#include <tuple>

namespace recert::service {
namespace {

using events::StreamKind;
using projections::CredentialRecord;
using projections::HolderRecord;

// A merger into who is merged is refused, so a chain grows only at its end.
constexpr int kMergersMax = 100;

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

bool prefers(const HolderRecord& record, std::optional<bool> events::HolderPreferred::*what) {
    const projections::Fact<events::HolderPreferred>* last = nullptr;
    for (const auto& fact : record.all<events::HolderPreferred>())
        if (fact.data.*what &&
            (last == nullptr || std::tie(last->on, last->seq) < std::tie(fact.on, fact.seq)))
            last = &fact;
    return last != nullptr && *(last->data.*what);
}

Result<HolderNow> holder_now(const ledger::Reader& reader, RecordCache& cache, std::string holder) {
    for (int merged = 0; merged <= kMergersMax; ++merged) {
        const auto held = load_newest(reader, cache, {StreamKind::holder, holder});
        if (!held) return tl::unexpected(held.error());
        auto record = std::get<std::shared_ptr<const HolderRecord>>(*held);
        std::string next = continued_by(*record);
        if (next.empty()) return HolderNow{std::move(holder), std::move(record)};
        holder = std::move(next);
    }
    return fail(ErrorCode::corrupt, "a holder is continued by too many others");
}

Result<bool> shares_with_sponsor(const ledger::Reader& reader, RecordCache& cache,
                                 const std::string& holder) {
    const auto now = holder_now(reader, cache, holder);
    if (!now) return tl::unexpected(now.error());
    return prefers(*now->record, &events::HolderPreferred::share_with_sponsor);
}

}  // namespace recert::service
