#include "tools/comparison.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace recert::tools {
namespace {

using events::Json;

constexpr std::array<std::string_view, 8> kIdentities = {"activity", "step", "id",   "number",
                                                         "what",     "kind", "code", "type"};

std::optional<std::string_view> identity_of(const Json& element) {
    for (std::string_view name : kIdentities)
        if (element.contains(name)) return name;
    return std::nullopt;
}

bool is_list_of_objects(const Json& value) {
    return value.is_array() && !value.empty() &&
           std::all_of(value.begin(), value.end(), [](const Json& e) { return e.is_object(); });
}

class Comparison {
  public:
    void visit(const std::string& path, const Json& expected, const Json* got) {
        if (got == nullptr) {
            differences_.push_back({path, expected.dump(), "nothing"});
        } else if (expected == "*") {
            if (!got->is_string() || got->get_ref<const std::string&>().empty())
                report(path, expected, *got);
        } else if (expected.is_object() && got->is_object()) {
            visit_object(path, expected, *got);
        } else if (is_list_of_objects(expected) && got->is_array()) {
            visit_list(path, expected, *got);
        } else if (expected != *got) {
            report(path, expected, *got);
        }
    }

    std::vector<Difference> take() { return std::move(differences_); }

  private:
    void visit_object(const std::string& path, const Json& expected, const Json& got) {
        for (const auto& [name, value] : expected.items()) {
            const auto found = got.find(name);
            visit(events::pointer_to(path, name), value, found == got.end() ? nullptr : &*found);
        }
    }

    void visit_list(const std::string& path, const Json& expected, const Json& got) {
        for (std::size_t index = 0; index < expected.size(); ++index) {
            const Json& element = expected[index];
            const auto name = identity_of(element);
            if (!name) {
                visit(events::pointer_to(path, std::to_string(index)), element,
                      index < got.size() ? &got[index] : nullptr);
                continue;
            }
            const Json& wanted = element[*name];
            const auto found = std::find_if(got.begin(), got.end(), [&](const Json& candidate) {
                return candidate.is_object() && candidate.contains(*name) &&
                       candidate[*name] == wanted;
            });
            const std::string label =
                wanted.is_string() ? wanted.get_ref<const std::string&>() : wanted.dump();
            visit(events::pointer_to(path, label), element, found == got.end() ? nullptr : &*found);
        }
    }

    void report(const std::string& path, const Json& expected, const Json& got) {
        differences_.push_back({path, expected.dump(), got.dump()});
    }

    std::vector<Difference> differences_;
};

}  // namespace

std::vector<Difference> compare(const Json& expected, const Json& got) {
    Comparison comparison;
    comparison.visit("", expected, &got);
    return comparison.take();
}

}  // namespace recert::tools
