#include "views/badge_marks.hpp"

#include "views/big_endian.hpp"

namespace recert::views {
namespace {

constexpr char kRevoked = 1;
constexpr char kSuspended = 2;

std::string prefix_of(Build build) { return register_prefix(build).append(1, 's'); }

std::string key_of(Build build, Seq place) {
    std::string key = prefix_of(build);
    append_big_endian(key, place.value);
    return key;
}

}  // namespace

std::vector<ledger::ViewChange> badge_mark_changes(Build build,
                                                   const projections::CredentialRecord& record,
                                                   Seq seq) {
    const auto marks = projections::badge_marks(record);
    std::vector<ledger::ViewChange> changes;
    if (marks.changed_at != seq) return changes;
    for (const auto& [place, mark] : marks.by_place) {
        std::string value(1, static_cast<char>((mark.is_revoked ? kRevoked : 0) |
                                               (mark.is_suspended ? kSuspended : 0)));
        append_big_endian(value, seq.value);
        changes.push_back({key_of(build, place), std::move(value)});
    }
    return changes;
}

Status visit_badge_marks(const ledger::Reader& reader, Build build, Seq from, Seq until,
                         const BadgeMarkVisitor& visit) {
    const std::string prefix = prefix_of(build);
    const std::string end = key_of(build, until);
    return reader.visit_views(prefix, key_of(build, from),
                              [&](std::string_view key, std::string_view value) {
                                  if (key >= end) return false;
                                  const char bits = value.front();
                                  visit({from_big_endian<std::uint64_t>(key.substr(prefix.size()))},
                                        {(bits & kRevoked) != 0, (bits & kSuspended) != 0},
                                        {from_big_endian<std::uint64_t>(value.substr(1))});
                                  return true;
                              });
}

}  // namespace recert::views
