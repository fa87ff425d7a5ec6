#include "tools/scenario.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string_view>

namespace recert::tools {
namespace {

using events::Json;

using Type = Json::value_t;
using Form = std::map<std::string_view, Type>;

// The three kinds of step, by the key that names what they are about, with the keys they may have.
const std::map<std::string_view, Form> kForms = {
    {"create",
     {{"create", Type::string},
      {"at", Type::string},
      {"data", Type::object},
      {"refused", Type::object},
      {"name", Type::string},
      {"note", Type::string}}},
    {"append",
     {{"append", Type::string},
      {"type", Type::string},
      {"at", Type::string},
      {"data", Type::object},
      {"each", Type::object},
      {"refused", Type::object},
      {"events", Type::array},
      {"name", Type::string},
      {"note", Type::string}}},
    {"ask",
     {{"ask", Type::string},
      {"as_of", Type::string},
      {"known_at", Type::string},
      {"status", Type::number_unsigned},
      {"expect", Type::object},
      {"note", Type::string}}},
};

Status check_step(const Json& step, const std::string& pointer) {
    const auto malformed = [&](std::string_view name, const std::string& message) {
        return fail(ErrorCode::malformed, message, events::pointer_to(pointer, name));
    };
    if (!step.is_object()) return fail(ErrorCode::malformed, "a step is an object", pointer);
    const auto form = std::find_if(kForms.begin(), kForms.end(),
                                   [&](const auto& kind) { return step.contains(kind.first); });
    if (form == kForms.end())
        return fail(ErrorCode::malformed, "a step has `create`, `append` or `ask`", pointer);
    for (const auto& [name, value] : step.items()) {
        const auto key = form->second.find(name);
        if (key == form->second.end()) return malformed(name, "no key of such a step");
        if (value.type() != key->second) return malformed(name, "a value of another type");
    }
    if (step[form->first].get_ref<const std::string&>().find('/') == std::string::npos)
        return malformed(form->first, "collection/id is needed");
    const bool asks = form->first == "ask";
    if (!asks && !step.contains("data")) return malformed("data", "is needed");
    if (form->first == "append" && !step.contains("type")) return malformed("type", "is needed");
    if (asks && !step.contains("expect") && !step.contains("status"))
        return malformed("expect", "is needed, or `status`");
    const Json each = step.value("each", Json::object());
    for (const auto& [field, values] : each.items())
        if (!values.is_array()) return malformed("each", field + " needs an array");
    return {};
}

}  // namespace

Result<Scenario> read_scenario(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(ErrorCode::malformed, "cannot be read");
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    if (text.size() > kScenarioBytesMax) return fail(ErrorCode::too_large, "larger than 1 MiB");
    auto document = events::parse(text);
    if (!document) return tl::unexpected<Error>(document.error());
    if (!document->is_object() || !document->value("title", Json()).is_string())
        return fail(ErrorCode::malformed, "a scenario has a title", "/title");
    const Json steps = document->value("steps", Json());
    if (!steps.is_array() || steps.empty())
        return fail(ErrorCode::malformed, "a scenario has steps", "/steps");
    for (const auto& [name, value] : document->items())
        if (name != "title" && name != "sentence" && name != "source" && name != "steps")
            return fail(ErrorCode::malformed, "no key of a scenario", "/" + name);
    for (std::size_t index = 0; index < steps.size(); ++index)
        RECERT_TRY(check_step(steps[index], "/steps/" + std::to_string(index)));
    return Scenario{(*document)["title"], steps};
}

}  // namespace recert::tools
