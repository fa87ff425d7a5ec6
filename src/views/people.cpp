#include "views/people.hpp"

#include "views/big_endian.hpp"

namespace recert::views {
namespace {

constexpr std::string_view kMerged = "+";

std::string erased_prefix(Build build) { return register_prefix(build).append(1, 'e'); }

std::string merged_prefix(Build build, std::string_view into) {
    return register_prefix(build).append(1, 'm').append(into).append(1, '\0');
}

}  // namespace

std::optional<ledger::ViewChange> person_change(Build build, const events::Recorded& recorded) {
    const auto* of_holder = std::get_if<events::HolderEvent>(&recorded.event);
    if (of_holder == nullptr) return std::nullopt;
    const events::Envelope& envelope = recorded.envelope;
    if (const auto* merged = std::get_if<events::HolderMerged>(of_holder)) {
        std::string key = merged_prefix(build, merged->into.text);
        key.append(envelope.stream.id).append(1, '\0');
        append_big_endian(key, envelope.seq.value);
        return ledger::ViewChange{std::move(key), std::string(kMerged)};
    }
    if (!std::holds_alternative<events::HolderErased>(*of_holder)) return std::nullopt;
    std::string seq;
    append_big_endian(seq, envelope.seq.value);
    return ledger::ViewChange{erased_prefix(build).append(envelope.stream.id), std::move(seq)};
}

Status visit_erased(const ledger::Reader& reader, Build build, const HolderVisitor& visit) {
    const std::string prefix = erased_prefix(build);
    return reader.visit_views(prefix, {}, [&](std::string_view key, std::string_view) {
        return visit(key.substr(prefix.size()));
    });
}

Status visit_merged_into(const ledger::Reader& reader, Build build, std::string_view into,
                         const HolderVisitor& visit) {
    const std::string prefix = merged_prefix(build, into);
    return reader.visit_views(prefix, {}, [&](std::string_view key, std::string_view) {
        const std::string_view rest = key.substr(prefix.size());
        return visit(rest.substr(0, rest.find('\0')));
    });
}

}  // namespace recert::views
