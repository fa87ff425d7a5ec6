#include "http/drafts.hpp"

#include <algorithm>

#include "events/codec.hpp"
#include "events/json.hpp"
#include "http/request_headers.hpp"

namespace recert::http {

namespace {

using events::Json;
using events::pointer_to;

Status check_object(const Json& value, std::string_view base, MemberNames known) {
    if (!value.is_object()) return fail(ErrorCode::schema, "expected an object", std::string(base));
    for (const auto& [name, member] : value.items())
        if (std::ranges::find(known, name) == known.end())
            return fail(ErrorCode::schema, "there is no such field", pointer_to(base, name));
    return {};
}

// The text of an optional member; nullopt when it is absent.
Result<std::optional<std::string>> text_member(Json& object, std::string_view base,
                                               const char* name) {
    const auto found = object.find(name);
    if (found == object.end()) return std::nullopt;
    if (!found->is_string())
        return fail(ErrorCode::schema, "expected a string", pointer_to(base, name));
    return std::move(found->get_ref<std::string&>());
}

// What a creation and an append have in common; the type is the caller's to fill in.
Result<service::Draft> parse_draft(Json& object, std::string base) {
    service::Draft draft;
    auto occurred_at = text_member(object, base, "occurred_at");
    if (!occurred_at) return tl::unexpected<Error>(std::move(occurred_at.error()));
    draft.occurred_at = std::move(*occurred_at);
    const auto data = object.find("data");
    if (data == object.end())
        return fail(ErrorCode::schema, "data is missing", pointer_to(base, "data"));
    if (!data->is_object())
        return fail(ErrorCode::schema, "data is an object", pointer_to(base, "data"));
    draft.data = std::move(*data);
    draft.pointer = std::move(base);
    return draft;
}

Result<service::Draft> parse_typed_draft(Json& object, const std::string& base) {
    auto type = text_member(object, base, "type");
    if (!type) return tl::unexpected<Error>(std::move(type.error()));
    if (!*type) return fail(ErrorCode::schema, "type is missing", pointer_to(base, "type"));
    auto draft = parse_draft(object, base);
    if (draft) draft->type = std::move(**type);
    return draft;
}

}  // namespace

Result<Json> parse_object(std::string_view body, MemberNames known) {
    auto parsed = events::parse(body);
    if (!parsed) return parsed;
    RECERT_TRY(check_object(*parsed, "", known));
    return parsed;
}

Result<Creation> parse_creation(std::string_view body, events::StreamKind kind) {
    auto parsed = parse_object(body, {"id", "occurred_at", "data"});
    if (!parsed) return tl::unexpected<Error>(std::move(parsed.error()));
    auto id = text_member(*parsed, "", "id");
    if (!id) return tl::unexpected<Error>(std::move(id.error()));
    if (*id && !events::is_id(**id))
        return fail(ErrorCode::schema, "an id is [a-z0-9][a-z0-9._-]{0,63}", "/id");
    auto draft = parse_draft(*parsed, "");
    if (!draft) return tl::unexpected<Error>(std::move(draft.error()));
    draft->type = events::first_type(kind);
    return Creation{id->value_or(""), std::move(*draft)};
}

Result<std::vector<service::Draft>> parse_drafts(std::string_view body) {
    auto parsed = events::parse(body);
    if (!parsed) return tl::unexpected<Error>(std::move(parsed.error()));
    std::vector<service::Draft> drafts;
    const bool is_batch = parsed->is_array();
    const std::size_t count = is_batch ? parsed->size() : 1;
    if (count == 0) return fail(ErrorCode::schema, "a batch holds at least one event");
    if (count > kDraftsMax)
        return fail(ErrorCode::too_large, "a batch holds at most 1,000 events",
                    '/' + std::to_string(kDraftsMax));
    drafts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        Json& object = is_batch ? (*parsed)[i] : *parsed;
        const std::string base = is_batch ? '/' + std::to_string(i) : "";
        RECERT_TRY(check_object(object, base, {"type", "occurred_at", "data"}));
        auto draft = parse_typed_draft(object, base);
        if (!draft) return tl::unexpected<Error>(std::move(draft.error()));
        drafts.push_back(std::move(*draft));
    }
    return drafts;
}

Result<LineDraft> parse_line(std::string_view line) {
    auto parsed = parse_object(line, {"stream", "type", "occurred_at", "data", "key"});
    if (!parsed) return tl::unexpected<Error>(std::move(parsed.error()));
    const auto name = text_member(*parsed, "", "stream");
    if (!name) return tl::unexpected<Error>(name.error());
    auto stream = events::parse_stream_name(name->value_or(""));
    if (!stream)
        return fail(ErrorCode::schema, "stream is of the form credential/cptm-000042", "/stream");
    auto key = text_member(*parsed, "", "key");
    if (!key) return tl::unexpected<Error>(std::move(key.error()));
    if (*key && !is_idempotency_key(**key))
        return fail(ErrorCode::schema, "a key is 1 to 255 printable ASCII characters", "/key");
    auto draft = parse_typed_draft(*parsed, "");
    if (!draft) return tl::unexpected<Error>(std::move(draft.error()));
    return LineDraft{std::move(*stream), std::move(*draft), std::move(*key)};
}

}  // namespace recert::http
