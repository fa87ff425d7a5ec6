#include "tools/explanation.hpp"

#include "projections/standing.hpp"

namespace recert::tools {
namespace {

using events::Json;

constexpr auto kArrow = " → ";

std::string plain(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

// Of a requirement: what it was, and what it is now, where that differs.
std::string moved(const std::string& id, const Json& before, const Json& after) {
    const Json was = before.is_object() ? before["counted"].value(id, Json()) : Json();
    if (was == after) return "";
    std::string text = "; " + id + " ";
    if (!after.contains("counted")) return text + (after["met"] == true ? "met" : "not met");
    if (was.is_object() && was.contains("counted")) text += plain(was["counted"]) + kArrow;
    return text + plain(after["counted"]) + " of " + plain(after["required"]);
}

}  // namespace

Json stand_of(const projections::CredentialRecord* record, const projections::Context& context,
              events::Date day) {
    if (record == nullptr || day < record->all<events::CredentialRegistered>().front().on)
        return nullptr;
    const Json standing = projections::standing_json(*record, context, day);
    Json out = {{"status", standing["status"]},
                {"counted", Json::object()},
                {"missing", standing["missing"]}};
    if (standing["valid_until"].is_string()) out["valid_until"] = standing["valid_until"];
    if (!standing["cycle"].is_object()) return out;
    for (const Json& result : standing["cycle"]["requirements"]) {
        Json& row = out["counted"][result["id"].get<std::string>()];
        row = {{"met", result["met"]}};
        for (const char* member : {"counted", "required"})
            if (result.contains("counted")) row[member] = result[member];
    }
    return out;
}

std::string in_words(const Json& before, const Json& after) {
    if (!after.is_object()) return "not registered yet on that day";
    std::string text = before.is_object() ? plain(before["status"]) + kArrow : "";
    text += plain(after["status"]);
    const Json until = after.value("valid_until", Json());
    if (!until.is_null() && (!before.is_object() || before.value("valid_until", Json()) != until))
        text.append("; valid until ").append(plain(until));
    for (const auto& [id, result] : after["counted"].items()) text += moved(id, before, result);
    const Json& missing = after["missing"];
    for (std::size_t n = 0; n < missing.size(); ++n)
        text.append(n == 0 ? "; missing: " : ", ").append(plain(missing[n]));
    return text;
}

}  // namespace recert::tools
