#include "projections/labels.hpp"

namespace recert::projections {

std::string label_of(const Rules& rules, std::string_view category) {
    const auto* level = &rules.categories;
    std::string_view rest = category;
    for (;;) {
        const auto dot = rest.find('.');
        const auto place = level->find(std::string{rest.substr(0, dot)});
        if (place == level->end()) return std::string{category};
        if (dot == std::string_view::npos)
            return place->second.label.value_or(std::string{category});
        level = &place->second.children;
        rest.remove_prefix(dot + 1);
    }
}

}  // namespace recert::projections
