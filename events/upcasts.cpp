#include "events/upcasts.hpp"

#include <algorithm>
#include <array>

namespace recert::events {
namespace {

// The step away from one version of one type's data.
struct Step {
    std::string_view type;
    int from;
    void (*apply)(Json& entry);
};

// Version 1 could leave satisfied_on out, which then was the day the renewal took effect.
void state_when_satisfied(Json& entry) {
    Json& data = entry.at("data");
    if (!data.contains("satisfied_on")) data["satisfied_on"] = entry.at("on");
}

constexpr std::array kSteps = {
    Step{"credential.renewed", 1, state_when_satisfied},
};

}  // namespace

int current_schema(std::string_view type) {
    return 1 + static_cast<int>(std::ranges::count(kSteps, type, &Step::type));
}

Status upcast(Json& entry) {
    const auto& type = entry.at("type").get_ref<const std::string&>();
    const auto stored = entry.at("schema").get_ref<const Json::number_unsigned_t&>();
    const int current = current_schema(type);
    if (stored < 1 || stored > static_cast<std::uint64_t>(current))
        return fail(ErrorCode::corrupt, "entry " + entry.at("seq").dump() + ": schema " +
                                            std::to_string(stored) + " of " + type +
                                            " is not known here, only up to " +
                                            std::to_string(current));
    for (const Step& step : kSteps)
        if (step.type == type && static_cast<std::uint64_t>(step.from) >= stored) step.apply(entry);
    entry["schema"] = static_cast<std::uint64_t>(current);
    return {};
}

}  // namespace recert::events
