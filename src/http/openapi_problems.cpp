#include <map>

#include "http/openapi_parts.hpp"
#include "http/problem.hpp"
#include "http/problem_catalogue.hpp"

namespace recert::http {

namespace {

using events::Json;

// The closed list: every code that a problem may have, by status.
std::map<int, std::vector<std::string>> codes_by_status() {
    std::map<int, std::vector<std::string>> out;
    for (const Explanation& each : explanations())
        out[status_of(each.code)].push_back(code_name(each.code));
    out[500].emplace_back(kInternal);
    return out;
}

std::string listed(const std::vector<std::string>& codes) {
    std::string out;
    for (const std::string& code : codes) out += (out.empty() ? "`" : ", `") + code + '`';
    return out + ".";
}

Json response(int status, const std::vector<std::string>& codes) {
    Json out = {{"description", listed(codes)},
                {"content",
                 {{kProblemJson,
                   {{"schema",
                     {{"allOf", {reference("schemas", "Problem")}},
                      {"type", "object"},
                      {"properties",
                       {{"status", {{"const", status}}},
                        {"code", {{"type", "string"}, {"enum", codes}}}}}}}}}}}};
    if (status == 401)
        out["headers"]["WWW-Authenticate"] = reference("headers", "WWW-Authenticate");
    if (status == 429 || status == 503)
        out["headers"]["Retry-After"] = reference("headers", "Retry-After");
    if (status == 429)
        for (const char* name : {"RateLimit", "RateLimit-Policy"})
            out["headers"][name] = reference("headers", name);
    return out;
}

}  // namespace

Json problem_codes() {
    Json names = Json::array();
    for (const Explanation& each : explanations()) names.push_back(code_name(each.code));
    return {{"type", "string"}, {"enum", std::move(names)}};
}

Json problem_responses(const std::set<int>& statuses) {
    Json out = Json::object();
    for (const auto& [status, codes] : codes_by_status())
        if (statuses.contains(status))
            out["Problem" + std::to_string(status)] = response(status, codes);
    return out;
}

}  // namespace recert::http
