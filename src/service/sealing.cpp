#include "service/sealing.hpp"

#include <functional>
#include <optional>

#include "events/codec.hpp"
#include "events/upcasts.hpp"
#include "privacy/base64url.hpp"

namespace recert::service {
namespace {

using events::Json;

bool is_sealed(const Json& field) {
    return field.is_object() && field.size() == 2 && field.contains("enc") && field.contains("k");
}

// Each sealed field of an envelope, by the name it was sealed under: `name`, `findings/0`.
Status visit_sealed(Json& envelope,
                    const std::function<Status(const std::string& name, Json& field)>& visit) {
    for (auto& [name, value] : envelope["data"].items()) {
        if (is_sealed(value)) RECERT_TRY(visit(name, value));
        if (!value.is_array()) continue;
        for (std::size_t n = 0; n < value.size(); ++n)
            if (is_sealed(value[n])) RECERT_TRY(visit(name + '/' + std::to_string(n), value[n]));
    }
    return {};
}

std::string place_in(const Json& envelope, const std::string& name) {
    return privacy::place(envelope.value("stream", ""), envelope.value("type", ""), name);
}

Result<Json> shown(const privacy::Vault& vault, const Json& field, const std::string& place,
                   Sight sight) {
    const auto& text = field["enc"].get_ref<const std::string&>();
    if (sight == Sight::marked) return Json(privacy::from_base64url(text).value_or(""));
    auto clear = vault.open(field["k"].get_ref<const std::string&>(), place, text);
    if (clear) return Json(std::move(*clear));
    if (clear.error().code == ErrorCode::not_found) return Json(nullptr);
    return tl::unexpected(clear.error());
}

}  // namespace

Status seal_fields(const privacy::Vault& vault, events::Event& event,
                   const events::StreamName& stream, const std::string& holder) {
    Status outcome;
    const std::string name = stream.text();
    const std::string_view type = events::type_of(event);
    events::for_each_sealed(event, [&](std::string_view field, events::Sealed& sealed) {
        if (!outcome || !sealed.is_clear()) return;
        auto text = vault.seal(holder, privacy::place(name, type, field), sealed.text);
        if (text)
            sealed = {std::move(*text), holder};
        else
            outcome = tl::unexpected(text.error());
    });
    return outcome;
}

void mark_fields(events::Event& event, const std::string& holder) {
    events::for_each_sealed(event, [&](std::string_view, events::Sealed& sealed) {
        if (sealed.is_clear()) sealed = {privacy::to_base64url(sealed.text), holder};
    });
}

Result<Json> envelope_json(const privacy::Vault& vault, std::string_view entry, Sight sight) {
    auto envelope = events::parse(entry);
    if (!envelope) return fail(ErrorCode::corrupt, "an entry is not JSON");
    RECERT_TRY(events::upcast(*envelope));
    if (sight == Sight::sealed) return envelope;
    RECERT_TRY(visit_sealed(*envelope, [&](const std::string& name, Json& field) -> Status {
        auto clear = shown(vault, field, place_in(*envelope, name), sight);
        if (!clear) return tl::unexpected(clear.error());
        field = std::move(*clear);
        return {};
    }));
    return envelope;
}

Result<Json> openings_of(const privacy::Vault& vault, std::string_view entry) {
    auto envelope = events::parse(entry);
    if (!envelope) return fail(ErrorCode::corrupt, "an entry is not JSON");
    Json openings = Json::array();
    RECERT_TRY(visit_sealed(*envelope, [&](const std::string& name, const Json& field) -> Status {
        const auto key = vault.field_key(field["k"], place_in(*envelope, name),
                                         field["enc"].get_ref<const std::string&>());
        if (!key && key.error().code == ErrorCode::not_found) return {};  // erased
        if (!key) return tl::unexpected(key.error());
        openings.push_back({{"seq", (*envelope)["seq"]},
                            {"pointer", "/data/" + name},
                            {"key", privacy::to_base64url(key->view())}});
        return {};
    }));
    return Json{{"openings", std::move(openings)}};
}

}  // namespace recert::service
