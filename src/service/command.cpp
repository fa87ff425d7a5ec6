#include "service/command.hpp"

#include "events/codec.hpp"
#include "service/access.hpp"
#include "service/zones.hpp"

namespace recert::service {
namespace {

tl::unexpected<Error> at(const std::string& pointer, Error error) {
    error.pointer = pointer + error.pointer;
    return tl::unexpected(std::move(error));
}

Status check_shape(const Append& request) {
    if (request.drafts.empty())
        return fail(ErrorCode::schema, "an append needs at least one event");
    if (request.drafts.size() > kDraftsMax)
        return fail(ErrorCode::too_large,
                    "at most " + std::to_string(kDraftsMax) + " events in one append");
    if (!request.stream.id.empty() && !events::is_id(request.stream.id)) {
        if (request.creates)
            return fail(ErrorCode::schema, "an id is of the form [a-z0-9][a-z0-9._-]{0,63}", "/id");
        return fail(ErrorCode::not_found, "there is no such stream");
    }
    if (request.idempotency && (request.idempotency->key.empty() ||
                                request.idempotency->key.size() > kIdempotencyKeyBytesMax))
        return fail(
            ErrorCode::bad_parameter,
            "an idempotency key has 1 to " + std::to_string(kIdempotencyKeyBytesMax) + " bytes",
            "Idempotency-Key");
    return {};
}

Status check_zone(const std::optional<std::string>& zone) {
    if (!zone || is_zone(*zone)) return {};
    return fail(ErrorCode::schema, "no such time zone: " + *zone, "/data/timezone");
}

// What the time-zone database knows, and the codec cannot.
Status check_zones(const events::Event& event) {
    if (const auto* of_program = std::get_if<events::ProgramEvent>(&event))
        if (const auto* published = std::get_if<events::ProgramPublished>(of_program))
            return check_zone(published->timezone);
    if (const auto* of_holder = std::get_if<events::HolderEvent>(&event)) {
        if (const auto* registered = std::get_if<events::HolderRegistered>(of_holder))
            return check_zone(registered->timezone);
        if (const auto* updated = std::get_if<events::HolderUpdated>(of_holder))
            return check_zone(updated->timezone);
    }
    return {};
}

Status check_place(const Append& request, const Draft& draft, std::size_t index) {
    const bool is_first = draft.type == events::first_type(request.stream.kind);
    if (request.creates && index == 0 && !is_first)
        return fail(
            ErrorCode::schema,
            "a new stream begins with " + std::string(events::first_type(request.stream.kind)),
            "/type");
    const bool may_recur = request.stream.kind == events::StreamKind::program;
    if (is_first && !may_recur && !(request.creates && index == 0))
        return fail(ErrorCode::already_exists, "the stream has its first event already", "/type");
    return {};
}

// What is too new depends on the time it is, so it is for the sequencer to say.
Status check_age(const events::OccurredAt& at) {
    const auto* day = std::get_if<events::Date>(&at.when);
    const events::Instant when = day != nullptr ? *day : std::get<events::Instant>(at.when);
    if (events::kDateMin <= when) return {};
    return fail(ErrorCode::schema, "occurred_at is before the year 1000", "/occurred_at");
}

// An entry alone would erase nothing: the key has to go with it.
Status check_erasure(const Draft& draft, bool erases) {
    if (erases || draft.type != events::HolderErased::kType) return {};
    return fail(ErrorCode::forbidden, "a holder is erased by POST /v1/holders/{id}/erase", "/type");
}

Result<Item> item_of(const Append& request, const Draft& draft, std::size_t index, bool erases) {
    auto event = events::parse_event(request.stream.kind, draft.type, draft.data);
    if (!event) return tl::unexpected(event.error());
    const bool with_reason = draft.data.is_object() && draft.data.contains("reason");
    RECERT_TRY(may_write(request.principal, draft.type, with_reason));
    RECERT_TRY(check_erasure(draft, erases));
    RECERT_TRY(check_place(request, draft, index));
    RECERT_TRY(check_zones(*event));
    Item item{std::move(*event), std::nullopt, draft.pointer};
    if (draft.occurred_at) {
        item.occurred_at = events::parse_occurred_at(*draft.occurred_at);
        if (!item.occurred_at)
            return fail(ErrorCode::schema, "not a date (2026-05-04) nor an RFC 3339 instant",
                        "/occurred_at");
        RECERT_TRY(check_age(*item.occurred_at));
    }
    return item;
}

}  // namespace

Result<Command> intake(Append request, const privacy::Key& digest_key, bool erases) {
    RECERT_TRY(check_shape(request));
    Command command;
    command.items.reserve(request.drafts.size());
    for (std::size_t i = 0; i < request.drafts.size(); ++i) {
        auto item = item_of(request, request.drafts[i], i, erases);
        if (!item) return at(request.drafts[i].pointer, std::move(item.error()));
        command.items.push_back(std::move(*item));
    }
    command.actor = request.principal.actor();
    if (request.idempotency)
        command.keyed =
            Keyed{request.idempotency->key, command.actor.text + '\0' + request.idempotency->key,
                  privacy::hmac_sha256(digest_key, request.idempotency->request)};
    command.principal = std::move(request.principal);
    command.stream = std::move(request.stream);
    command.creates = request.creates;
    command.may_exist = request.may_exist && command.stream.kind == events::StreamKind::program;
    command.expected = request.expected;
    command.dry_run = request.dry_run;
    return command;
}

Command erase_also(const Command& erasure, const std::string& holder) {
    Command command;
    command.principal = erasure.principal;
    command.actor = erasure.actor;
    command.stream = {events::StreamKind::holder, holder};
    command.items = erasure.items;
    command.queued_at = erasure.queued_at;
    command.done = [](const Result<Appended>&) {};
    return command;
}

Command decide_again(const std::string& credential, std::optional<Seq> cause) {
    Command command;
    command.principal = {Role::admin, "system"};
    command.actor = {"system"};
    command.stream = {events::StreamKind::credential, credential};
    command.cause = cause;
    return command;
}

}  // namespace recert::service
