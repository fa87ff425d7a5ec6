#include "http/openapi.hpp"

#include <algorithm>
#include <stdexcept>

#include "http/openapi_parts.hpp"
#include "http/unchanging.hpp"

namespace recert::http {

namespace {

using events::Json;

// Of openapi/*.json what describes something else than bodies.
constexpr std::string_view kNoSchemas[] = {"document", "headers", "parameters"};

Json text_named(std::string_view name) {
    for (const OpenapiText& each : openapi_texts())
        if (each.name == name) return Json::parse(each.text);
    throw std::logic_error("there is no openapi/" + std::string(name) + ".json");
}

// Components keep what is said once: a name that two parts give is a mistake.
void add_all(Json& to, Json parts) {
    for (auto& [name, part] : parts.items()) {
        if (to.contains(name)) throw std::logic_error("described twice: " + name);
        to[name] = std::move(part);
    }
}

Json schemas() {
    Json out = event_components();
    out["ProblemCode"] = problem_codes();
    for (const OpenapiText& each : openapi_texts())
        if (std::ranges::find(kNoSchemas, each.name) == std::end(kNoSchemas))
            add_all(out, Json::parse(each.text));
    return out;
}

// {"query": {"as_of": …}} as components query.as_of, …
Json parameter_components(const Json& parameters) {
    Json out = Json::object();
    for (const auto& [place, named] : parameters.items())
        for (const auto& [name, described] : named.items()) {
            std::string component = place;
            component.append(".").append(name);
            Json& parameter = out[component] = described;
            parameter["name"] = name.substr(0, name.find('.'));
            parameter["in"] = place;
            if (place == "path") parameter["required"] = true;
        }
    return out;
}

}  // namespace

Json reference(std::string_view kind, std::string_view name) {
    return {{"$ref", "#/components/" + std::string(kind) + '/' + std::string(name)}};
}

Json make_openapi() {
    Json document = text_named("document");
    const Json parameters = text_named("parameters");
    document["info"]["version"] = RECERT_VERSION;
    document["paths"] = openapi_paths(routes(), parameters);
    Json& components = document["components"];
    components["schemas"] = schemas();
    components["parameters"] = parameter_components(parameters);
    components["headers"] = text_named("headers");
    std::set<int> refusals;
    for (const Route& route : routes()) refusals.merge(refusals_of(route));
    components["responses"] = problem_responses(refusals);
    return document;
}

Result<Response> openapi(const Call& call) {
    static const Unchanging document(kJson, make_openapi().dump());
    return document.answer(call);
}

}  // namespace recert::http
