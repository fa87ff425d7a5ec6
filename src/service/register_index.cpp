#include "service/register_index.hpp"

#include "events/json.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;

char letter_of(StreamKind kind) {
    switch (kind) {
        case StreamKind::program:
            return 'p';
        case StreamKind::organization:
            return 'o';
        case StreamKind::holder:
            return 'h';
        case StreamKind::credential:
            break;
    }
    return 'c';
}

std::string members_prefix(Build build, StreamKind kind, std::string_view id) {
    return register_prefix(build).append(1, letter_of(kind)).append(id).append(1, '\0');
}

void add_memberships(Build build, std::string_view credential, const Json& row,
                     std::vector<ledger::ViewChange>& changes) {
    const auto add = [&](StreamKind kind, const char* member) {
        const auto of = row.find(member);
        if (of == row.end()) return;
        std::string key = members_prefix(build, kind, of->get_ref<const std::string&>());
        changes.push_back({key.append(credential), std::string()});
    };
    add(StreamKind::program, "program");
    add(StreamKind::holder, "holder");
    add(StreamKind::organization, "organization");
}

}  // namespace

Result<std::vector<ledger::ViewChange>> row_changes(Build build, std::string_view credential,
                                                    Seq seq, std::string_view before,
                                                    std::string_view row) {
    const auto after = events::parse(row);
    if (!after) return fail(ErrorCode::corrupt, "not a row of the register");
    std::vector<ledger::ViewChange> changes;
    changes.push_back({row_key(build, credential, seq), std::string(row)});
    if (before.empty()) add_memberships(build, credential, *after, changes);
    return changes;
}

Status visit_credentials(const ledger::Reader& reader, Build build, const events::StreamName& of,
                         std::string_view from, const CredentialVisitor& visit) {
    const std::string prefix = members_prefix(build, of.kind, of.id);
    return reader.visit_views(
        prefix, prefix + std::string(from),
        [&](std::string_view key, std::string_view) { return visit(key.substr(prefix.size())); });
}

}  // namespace recert::service
