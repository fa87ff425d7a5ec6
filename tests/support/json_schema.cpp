#include "support/json_schema.hpp"

#include <functional>
#include <map>
#include <regex>
#include <stdexcept>

namespace recert::test {
namespace {

using Json = nlohmann::json;

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
    }));
}

bool is_of(const Json& value, const std::string& type) {
    if (type == "integer")
        return value.is_number_integer() ||
               (value.is_number_float() && std::trunc(value.get<double>()) == value.get<double>());
    if (type == "number") return value.is_number();
    return value.type_name() == type;
}

// `value` at `place` against one schema.
struct Validation {
    const Json& document;
    const Json& schema;
    const Json& value;
    const std::string& place;

    std::string against(const Json& other) const {
        return Validation{document, other, value, place}.run();
    }
    std::string of(const Json& other, const Json& part, const std::string& name) const {
        return Validation{document, other, part, place + "/" + name}.run();
    }
    std::size_t accepting(const Json& schemas) const {
        return static_cast<std::size_t>(
            std::count_if(schemas.begin(), schemas.end(),
                          [&](const Json& each) { return against(each).empty(); }));
    }
    std::string unless(bool holds, const std::string& keyword) const {
        if (holds) return {};
        return place + ": " + keyword + " " + schema[keyword].dump().substr(0, 200) + " refuses " +
               value.dump().substr(0, 200);
    }

    std::string members() const {
        const Json empty = Json::object();
        const Json& properties = schema.contains("properties") ? schema["properties"] : empty;
        for (const auto& [name, part] : value.items()) {
            const bool known = properties.contains(name);
            if (!known && !schema.contains("additionalProperties")) continue;
            const Json& rule = known ? properties[name] : schema["additionalProperties"];
            if (const auto wrong = of(rule, part, name); !wrong.empty()) return wrong;
        }
        return {};
    }
    std::string elements() const {
        for (std::size_t n = 0; n < value.size(); ++n)
            if (const auto wrong = of(schema["items"], value[n], std::to_string(n)); !wrong.empty())
                return wrong;
        return {};
    }

    std::string run() const;
};

using Keyword = std::function<std::string(const Validation&, const Json&)>;

bool has_all(const Json& value, const Json& names) {
    return std::all_of(names.begin(), names.end(), [&](const Json& name) {
        return value.contains(name.get_ref<const std::string&>());
    });
}

bool is_any_of(const Json& value, const Json& types) {
    if (types.is_string()) return is_of(value, types);
    return std::any_of(types.begin(), types.end(),
                       [&](const Json& type) { return is_of(value, type); });
}

const std::map<std::string, Keyword>& assertions() {
    static const auto size_at_least = [](const Validation& v, const Json& n, const char* keyword) {
        return v.unless(v.value.size() >= n.get<std::size_t>(), keyword);
    };
    static const std::map<std::string, Keyword> all = {
        {"$ref",
         [](const Validation& v, const Json& to) {
             return v.against(
                 v.document.at(Json::json_pointer(to.get_ref<const std::string&>().substr(1))));
         }},
        {"type", [](const Validation& v,
                    const Json& t) { return v.unless(is_any_of(v.value, t), "type"); }},
        {"const",
         [](const Validation& v, const Json& c) { return v.unless(v.value == c, "const"); }},
        {"enum",
         [](const Validation& v, const Json& e) {
             return v.unless(std::find(e.begin(), e.end(), v.value) != e.end(), "enum");
         }},
        {"pattern",
         [](const Validation& v, const Json& p) {
             return v.unless(
                 !v.value.is_string() || std::regex_search(v.value.get_ref<const std::string&>(),
                                                           std::regex(p.get<std::string>())),
                 "pattern");
         }},
        {"minimum",
         [](const Validation& v, const Json& n) {
             return v.unless(!v.value.is_number() || v.value.get<double>() >= n.get<double>(),
                             "minimum");
         }},
        {"maximum",
         [](const Validation& v, const Json& n) {
             return v.unless(!v.value.is_number() || v.value.get<double>() <= n.get<double>(),
                             "maximum");
         }},
        {"minLength",
         [](const Validation& v, const Json& n) {
             return v.unless(!v.value.is_string() || characters(v.value) >= n, "minLength");
         }},
        {"maxLength",
         [](const Validation& v, const Json& n) {
             return v.unless(!v.value.is_string() || characters(v.value) <= n, "maxLength");
         }},
        {"minItems",
         [](const Validation& v, const Json& n) {
             return v.value.is_array() ? size_at_least(v, n, "minItems") : "";
         }},
        {"maxItems",
         [](const Validation& v, const Json& n) {
             return v.unless(!v.value.is_array() || v.value.size() <= n, "maxItems");
         }},
        {"minProperties",
         [](const Validation& v, const Json& n) {
             return v.value.is_object() ? size_at_least(v, n, "minProperties") : "";
         }},
        {"required",
         [](const Validation& v, const Json& names) {
             return v.unless(!v.value.is_object() || has_all(v.value, names), "required");
         }},
        {"properties",
         [](const Validation& v, const Json&) { return v.value.is_object() ? v.members() : ""; }},
        {"additionalProperties",
         [](const Validation& v, const Json&) { return v.value.is_object() ? v.members() : ""; }},
        {"items",
         [](const Validation& v, const Json&) { return v.value.is_array() ? v.elements() : ""; }},
        {"oneOf",
         [](const Validation& v, const Json& s) { return v.unless(v.accepting(s) == 1, "oneOf"); }},
        {"anyOf",
         [](const Validation& v, const Json& s) { return v.unless(v.accepting(s) >= 1, "anyOf"); }},
        {"allOf",
         [](const Validation& v, const Json& s) {
             for (const Json& each : s)
                 if (const auto wrong = v.against(each); !wrong.empty()) return wrong;
             return std::string();
         }},
        {"not",
         [](const Validation& v, const Json& s) { return v.unless(!v.against(s).empty(), "not"); }},
    };
    return all;
}

bool is_annotation(const std::string& keyword) {
    static const std::vector<std::string> known = {
        "$schema", "$id", "title", "description", "format", "examples", "discriminator"};
    return keyword.starts_with("x-") ||
           std::find(known.begin(), known.end(), keyword) != known.end();
}

std::string Validation::run() const {
    if (schema.is_boolean()) return schema ? "" : place + ": nothing may stand here";
    for (const auto& [keyword, argument] : schema.items()) {
        if (is_annotation(keyword)) continue;
        const auto assertion = assertions().find(keyword);
        if (assertion == assertions().end())
            throw std::logic_error("a keyword that is not known here: " + keyword);
        if (const auto wrong = assertion->second(*this, argument); !wrong.empty()) return wrong;
    }
    return {};
}

}  // namespace

std::string violation(const Json& schema, const Json& value, const Json& document) {
    return Validation{document, schema, value, "#"}.run();
}

}  // namespace recert::test
