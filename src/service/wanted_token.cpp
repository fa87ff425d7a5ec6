#include "service/wanted_token.hpp"

#include <algorithm>

#include "service/roles.hpp"

namespace recert::service {
namespace {

using events::Json;

constexpr std::size_t kSubjectBytesMax = 128;

tl::unexpected<Error> wrong(std::string message, std::string pointer) {
    return fail(ErrorCode::schema, std::move(message), std::move(pointer));
}

// Of roles whose subject something in the ledger is named by.
bool needs_id(Role role) {
    return role == Role::holder || role == Role::provider || role == Role::instructor ||
           role == Role::sponsor;
}

Status check_subject(const Json& subject, Role role) {
    const auto* text = subject.get_ptr<const std::string*>();
    if (text == nullptr || text->empty() || text->size() > kSubjectBytesMax)
        return wrong("a subject is a string of 1 to 128 bytes", "/subject");
    if (needs_id(role) && !events::is_id(*text))
        return wrong("the subject of a " + std::string(role_name(role)) + "'s token is its id",
                     "/subject");
    const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
    if (std::any_of(text->begin(), text->end(), is_control))
        return wrong("a subject has no control characters", "/subject");
    return {};
}

Status check_list(const Json& list, const std::string& pointer) {
    if (!list.is_array() || list.size() > kTokenListMax)
        return wrong("an array of at most 100 strings", pointer);
    for (std::size_t i = 0; i < list.size(); ++i)
        if (!list[i].is_string()) return wrong("a string", pointer + '/' + std::to_string(i));
    return {};
}

constexpr std::string_view kRead = "read";
constexpr std::string_view kWrite = "write";

Status check_scopes(const Json& scopes) {
    constexpr auto kRule = "an array of one or both of read, write";
    if (!scopes.is_array() || scopes.empty() || scopes.size() > 2) return wrong(kRule, "/scopes");
    for (const Json& scope : scopes)
        if (scope != kRead && scope != kWrite) return wrong(kRule, "/scopes");
    return {};
}

// What narrows one role means nothing to another: it is refused, lest somebody rely on it.
bool has_list(Role role, std::string_view name) {
    if (role == Role::integration) return name == "types" || name == "programs";
    return role == Role::instructor && (name == "practicums" || name == "programs");
}

Status check_member(const std::string& name, const Json& value, Role role) {
    if (name == "role") return {};
    if (name == "subject") return check_subject(value, role);
    if (name == "scopes") return check_scopes(value);
    if (name == "programs" || name == "types" || name == "practicums") {
        if (has_list(role, name)) return check_list(value, '/' + name);
        return wrong("a token of this role has no " + name, '/' + name);
    }
    if (name == "expires_at") {
        const auto* text = value.get_ptr<const std::string*>();
        if (text != nullptr && events::parse_instant(*text)) return {};
        return wrong("an RFC 3339 instant", "/expires_at");
    }
    return wrong("a token has no such member", events::pointer_to("", name));
}

std::vector<std::string> strings(const Json& row, const char* name) {
    const auto found = row.find(name);
    return found == row.end() ? std::vector<std::string>() : found->get<std::vector<std::string>>();
}

}  // namespace

Result<Json> check_wanted(const Json& wanted) {
    if (!wanted.is_object()) return wrong("a token is asked for with an object", "");
    const auto named = wanted.find("role");
    const auto role = named != wanted.end() && named->is_string()
                          ? parse_role(named->get_ref<const std::string&>())
                          : std::nullopt;
    if (!role) return wrong("one of " + role_names(), "/role");
    for (const auto& [name, value] : wanted.items()) RECERT_TRY(check_member(name, value, *role));
    if (needs_id(*role) && !wanted.contains("subject"))
        return wrong("the token of a " + std::string(role_name(*role)) + " names it", "/subject");
    if (*role == Role::integration && !wanted.contains("types"))
        return wrong("an integration's token lists what it may append", "/types");
    if (wanted.contains("practicums") && !wanted.contains("programs"))
        return wrong("practicums are those of programs: list these, too", "/programs");
    return wanted;
}

Result<Principal> principal_of(const Json& row) {
    const auto role = parse_role(row.value("role", ""));
    if (!role) return fail(ErrorCode::corrupt, "a token's row names no role");
    const auto list = [&](const char* name) {
        return has_list(*role, name) ? strings(row, name) : std::vector<std::string>();
    };
    const auto scopes = strings(row, "scopes");
    const auto is_in_scope = [&](std::string_view scope) {
        return scopes.empty() || std::ranges::find(scopes, scope) != scopes.end();
    };
    return Principal{*role,
                     row.value("subject", ""),
                     list("types"),
                     list("programs"),
                     list("practicums"),
                     is_in_scope(kRead),
                     is_in_scope(kWrite),
                     "token/" + row.value("id", "")};
}

}  // namespace recert::service
