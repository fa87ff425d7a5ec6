#include <algorithm>
#include <stdexcept>

#include "http/browser_headers.hpp"
#include "http/openapi_parts.hpp"

namespace recert::http {

namespace {

using events::Json;

// `from.readConsistency` is what `from` means to that operation alone.
Json parameter(const Json& parameters, const std::string& place, std::string_view name,
               const Operation& operation) {
    std::string described(name);
    if (const auto own = described + '.' + operation.id.text(); parameters.at(place).contains(own))
        described = own;
    if (!parameters.at(place).contains(described))
        throw std::logic_error("openapi/parameters.json does not tell of " + described);
    return reference("parameters", place + '.' + described);
}

// The names in the braces of a pattern.
std::vector<std::string_view> placeholders(std::string_view pattern) {
    std::vector<std::string_view> names;
    for (auto open = pattern.find('{'); open != pattern.npos; open = pattern.find('{', open + 1))
        names.push_back(pattern.substr(open + 1, pattern.find('}', open) - open - 1));
    return names;
}

Json parameters_of(const Route& route, const Json& parameters) {
    Json out = Json::array();
    for (const auto name : placeholders(route.pattern))
        out.push_back(parameter(parameters, "path", name, route.operation));
    for (const auto name : route.parameters)
        out.push_back(parameter(parameters, "query", name, route.operation));
    for (const auto name : route.operation.headers)
        out.push_back(parameter(parameters, "header", name, route.operation));
    return out;
}

// A list that was asked for at a time tells which.
Json page_of(Json item) {
    return {{"type", "object"},
            {"required", {"items", "next"}},
            {"properties",
             {{"items", {{"type", "array"}, {"items", std::move(item)}}},
              {"next", reference("schemas", "Cursor")},
              {"as_of", reference("schemas", "Date")},
              {"known_at", {{"anyOf", {reference("schemas", "KnownAt"), {{"type", "null"}}}}}},
              {"projected", {{"const", true}}}}},
            {"additionalProperties", false}};
}

Json content_of(const std::vector<Content>& content) {
    Json out = Json::object();
    for (const Content& one : content) {
        Json schema =
            one.schema.empty() ? Json{{"type", "string"}} : reference("schemas", one.schema);
        if (one.is_page) schema = page_of(std::move(schema));
        const std::string media(one.media.substr(0, one.media.find(';')));
        out[media]["schema"] = std::move(schema);
    }
    return out;
}

std::string meaning_of(int status) {
    switch (status) {
        case 200:
            return "As asked.";
        case 201:
            return "Made, and durable.";
        case 202:
            return "Under way.";
        case 204:
            return "Done.";
        case 303:
            return "Go on there.";
        default:
            throw std::logic_error("no word for status " + std::to_string(status));
    }
}

Json success(const Success& answer) {
    Json out = {{"description", meaning_of(answer.status)}};
    if (!answer.content.empty()) out["content"] = content_of(answer.content);
    for (const auto name : answer.headers)
        out["headers"][std::string(name)] = reference("headers", name);
    return out;
}

Json responses_of(const Route& route) {
    Json out = Json::object();
    for (const Success& answer : route.operation.answers)
        out[std::to_string(answer.status)] = success(answer);
    if (route.any_origin)
        for (Json& answer : out) answer["headers"][kAnyOrigin] = reference("headers", kAnyOrigin);
    if (std::ranges::find(route.operation.headers, "If-None-Match") !=
        route.operation.headers.end())
        out["304"] = {{"description", "Nothing has changed."},
                      {"headers", {{"ETag", reference("headers", "ETag")}}}};
    for (const int status : refusals_of(route))
        out[std::to_string(status)] = reference("responses", "Problem" + std::to_string(status));
    return out;
}

// The roles that may ask, each with on whose things.
Json roles_of(const Route& route) {
    return roles_json(service::right_grant(route.needs.right(), route.kind).reach);
}

Json operation_of(const Route& route, const Json& parameters) {
    const Operation& told = route.operation;
    const Rate counts_as = route.is_open() ? route.rate : Rate::token;
    Json out = {{"operationId", told.id.text()},
                {"tags", {told.tag.text()}},
                {"summary", told.summary.text()},
                {"responses", responses_of(route)},
                {"x-rate-limit", rate_name(counts_as)}};
    if (route.is_open()) out["security"] = Json::array();
    if (route.is_open_here)
        out["security"] = Json::array({Json::object(), {{"bearer", Json::array()}}});
    if (!route.is_open()) {
        out["x-roles"] = roles_of(route);
        out["description"] = "For " + roles_text(out["x-roles"]) + '.';
    }
    if (Json all = parameters_of(route, parameters); !all.empty())
        out["parameters"] = std::move(all);
    if (!told.takes.empty())
        out["requestBody"] = {{"required", true}, {"content", content_of(told.takes)}};
    return out;
}

}  // namespace

std::set<int> refusals_of(const Route& route) {
    std::set<int> out = {400, 429, 500, 503};
    const auto add = [&](std::initializer_list<int> statuses) { out.insert(statuses); };
    if (!route.is_open()) add({401, 403});
    if (!placeholders(route.pattern).empty()) add({404});
    if (!route.operation.takes.empty()) add({408, 413, 415, 422});
    out.insert(route.operation.refuses.begin(), route.operation.refuses.end());
    return out;
}

Json openapi_paths(const std::vector<Route>& table, const Json& parameters) {
    Json paths = Json::object();
    for (const Route& route : table) {
        std::string method(method_name(route.method));
        for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
        paths[route.pattern][method] = operation_of(route, parameters);
    }
    return paths;
}

}  // namespace recert::http
