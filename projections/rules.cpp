#include "projections/rules.hpp"

#include <algorithm>

#include "projections/rule_checks.hpp"

namespace recert::projections {
namespace {

using events::Path;
using events::refuse;

// Whether a fault stands at the pointer or within: what is said of the whole may follow from it.
bool tells_of(const events::Faults& faults, const std::string& pointer) {
    return std::any_of(faults.all.begin(), faults.all.end(), [&](const Error& fault) {
        return fault.pointer.starts_with(pointer) &&
               (fault.pointer.size() == pointer.size() || fault.pointer[pointer.size()] == '/');
    });
}

// A stage's fee is a requirement like any other while the stage applies.
void add_stage_fees(std::vector<Stage>& stages) {
    for (Stage& stage : stages)
        if (stage.reinstate && stage.reinstate->fee) {
            Requirement& added = stage.reinstate->fee_requirement.emplace();
            added.id = events::name_of(*stage.reinstate->fee) + "-fee";
            added.fee = stage.reinstate->fee;
            added.clause = stage.reinstate->clause ? stage.reinstate->clause : stage.clause;
        }
}

void resolve_percents(Rules& rules) {
    for (Cap& cap : rules.caps)
        if (cap.percent)
            cap.max.hundredths =
                whole_of(rules, cap)->min->hundredths * cap.percent->hundredths / 100'00;
}

}  // namespace

RulesReading read_rules(const events::Json& document, std::string_view base) {
    RulesReading reading;
    const Path path{events::Source::client, nullptr, base, std::nullopt, &reading.faults};
    if (document.is_object())
        for (const char* needed : {"unit", "cycle", "requirements"})
            if (!document.contains(needed))
                reading.faults.add(refuse(path.member(needed), "is missing").value());
    if (const auto status = events::read(document, path, reading.rules); !status) {
        reading.faults.add(status.error());
        return reading;
    }
    events::Faults together;
    check_rules(reading.rules, {path.source, nullptr, base, std::nullopt, &together});
    std::erase_if(together.all,
                  [&](const Error& fault) { return tells_of(reading.faults, fault.pointer); });
    for (Error& fault : together.all) reading.faults.add(std::move(fault));
    add_stage_fees(reading.rules.stages);
    if (reading.faults.all.empty()) resolve_percents(reading.rules);
    return reading;
}

Result<Rules> parse_rules(const events::Json& document, std::string_view base) {
    RulesReading reading = read_rules(document, base);
    if (!reading.faults.all.empty())
        return tl::unexpected<Error>(std::move(reading.faults.all.front()));
    return std::move(reading.rules);
}

const Category* category_of(const Rules& rules, std::string_view name) {
    const auto* level = &rules.categories;
    for (;;) {
        const auto dot = name.find('.');
        const auto place = level->find(std::string{name.substr(0, dot)});
        if (place == level->end()) return nullptr;
        if (dot == std::string_view::npos) return &place->second;
        level = &place->second.children;
        name.remove_prefix(dot + 1);
    }
}

std::string label_of(const Rules& rules, std::string_view category) {
    const Category* found = category_of(rules, category);
    return found != nullptr && found->label ? *found->label : std::string{category};
}

CategoryKind category_kind(const Rules& rules, std::string_view name) {
    const Category* found = category_of(rules, name);
    if (found == nullptr) return CategoryKind::unknown;
    const bool named = found->children.empty() || found->claimable;
    return named ? CategoryKind::leaf : CategoryKind::branch;
}

bool covers(std::string_view sum, CategoryName category) {
    if (sum == "*") return true;
    if (!category || !category->starts_with(sum)) return false;
    return category->size() == sum.size() || (*category)[sum.size()] == '.';
}

const FeeAmount* fee_of(const Rules& rules, events::FeeKind kind) {
    const auto place = rules.fees.find(events::name_of(kind));
    return place == rules.fees.end() ? nullptr : &place->second;
}

}  // namespace recert::projections
