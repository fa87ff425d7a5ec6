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

Status check_subject(const Json& subject, Role role) {
    const auto* text = subject.get_ptr<const std::string*>();
    if (text == nullptr || text->empty() || text->size() > kSubjectBytesMax)
        return wrong("a subject is a string of 1 to 128 bytes", "/subject");
    if (role == Role::holder && !events::is_id(*text))
        return wrong("the subject of a holder's token is the holder's id", "/subject");
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

Status check_member(const std::string& name, const Json& value, Role role) {
    if (name == "role") return {};
    if (name == "subject") return check_subject(value, role);
    if (name == "programs" || name == "types") return check_list(value, '/' + name);
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
    if (!role) return wrong("one of holder, staff, integration, auditor, admin", "/role");
    for (const auto& [name, value] : wanted.items()) RECERT_TRY(check_member(name, value, *role));
    if (*role == Role::holder && !wanted.contains("subject"))
        return wrong("a holder's token names the holder", "/subject");
    if (*role == Role::integration && !wanted.contains("types"))
        return wrong("an integration's token lists what it may append", "/types");
    return wanted;
}

Result<Principal> principal_of(const Json& row) {
    const auto role = parse_role(row.value("role", ""));
    if (!role) return fail(ErrorCode::corrupt, "a token's row names no role");
    return Principal{*role, row.value("subject", ""), strings(row, "types"),
                     strings(row, "programs"), "token/" + row.value("id", "")};
}

}  // namespace recert::service
