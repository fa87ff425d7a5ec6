#include "service/work.hpp"

#include "service/access.hpp"
#include "service/own.hpp"
#include "service/zones.hpp"

namespace recert::service {
namespace {

using events::StreamKind;

// Of what an event names: the program of a registration.
template <class E, class OfStream>
const E* as_event(const events::Event& event) {
    const auto* of_stream = std::get_if<OfStream>(&event);
    return of_stream == nullptr ? nullptr : std::get_if<E>(of_stream);
}

}  // namespace

tl::unexpected<Error> Decider::Work::at(const Item& item, Error error) {
    error.pointer.insert(0, item.pointer);
    return tl::unexpected(std::move(error));
}

Decider::Work::Work(Decider& decider, const Command& command)
    : decider_(decider), command_(command), stream_(command.stream) {
    if (stream_.id.empty()) stream_.id = unguessable_id(decider.around_.randomness);
}

const events::CredentialRegistered& Decider::Work::registered() const {
    if (begins_)
        return *as_event<events::CredentialRegistered, events::CredentialEvent>(
            command_.items.front().event);
    return registration(fold_->as<projections::CredentialRecord>());
}

Status Decider::Work::admit() const {
    About about{.kind = stream_.kind, .holder = holder_};
    if (stream_.kind == StreamKind::credential) about.program = registered().program.text;
    if (stream_.kind == StreamKind::program) about.program = stream_.id;
    for (const Item& item : command_.items) {
        auto admitted = may_write_to(command_.principal, events::type_of(item.event), about);
        if (admitted && names_its_own(command_.principal.role)) admitted = check_named(item);
        if (!admitted) return at(item, std::move(admitted.error()));
    }
    return {};
}

Status Decider::Work::check_named(const Item& item) const {
    const auto program = decider_.current({StreamKind::program, registered().program.text});
    if (!program) return tl::unexpected(program.error());
    return service::check_named(command_.principal, item.event,
                                *std::get<std::shared_ptr<const projections::Program>>(*program));
}

Status Decider::Work::locate() {
    const auto record = decider_.current(stream_);
    if (!record) return tl::unexpected(record.error());
    version_ = version_of(*record);
    begins_ = version_.value == 0;
    if (begins_ && !command_.creates)
        return fail(ErrorCode::not_found, "there is no " + stream_.text());
    fold_.emplace(*record);
    if (stream_.kind == StreamKind::holder) holder_ = stream_.id;
    if (stream_.kind == StreamKind::credential)
        holder_ = begins_ ? registered().holder.text : holder_of(stream_, *record);
    RECERT_TRY(admit());
    if (command_.creates && !begins_ && !command_.may_exist)
        return fail(ErrorCode::already_exists, stream_.text() + " exists already", "/id");
    if (command_.expected && *command_.expected != version_)
        return fail(ErrorCode::version_mismatch,
                    stream_.text() + " is at version " + std::to_string(version_.value));
    return {};
}

Result<Held> Decider::Work::other(StreamKind kind, const std::string& id, ErrorCode missing,
                                  std::string_view field) {
    const events::StreamName name{kind, id};
    auto record = decider_.current(name);
    if (record && version_of(*record).value == 0)
        return fail(missing, "there is no " + name.text(),
                    command_.creates
                        ? command_.items.front().pointer + "/data/" + std::string(field)
                        : std::string());
    return record;
}

Status Decider::Work::gather_for_credential() {
    const auto& credential = registered();
    const auto program =
        other(StreamKind::program, credential.program.text, ErrorCode::unknown_program, "program");
    if (!program) return tl::unexpected(program.error());
    context_.program = std::get<std::shared_ptr<const projections::Program>>(*program);
    const auto holder =
        other(StreamKind::holder, credential.holder.text, ErrorCode::unknown_holder, "holder");
    if (!holder) return tl::unexpected(holder.error());
    context_.holder = std::get<std::shared_ptr<const projections::HolderRecord>>(*holder);
    if (begins_ && domain::is_erased(*context_.holder))
        return fail(ErrorCode::holder_erased, "the holder was erased",
                    command_.items.front().pointer + "/data/holder");
    zone_ = context_.program->timezone();
    if (!credential.organization) return {};
    const auto organization = other(StreamKind::organization, credential.organization->text,
                                    ErrorCode::unknown_organization, "organization");
    if (!organization) return tl::unexpected(organization.error());
    context_.organization =
        std::get<std::shared_ptr<const projections::OrganizationRecord>>(*organization);
    return {};
}

// Who continues a merged holder must be there, not erased, and not continued by another in turn.
Status Decider::Work::check_merger(const Item& item) {
    const auto* merged = as_event<events::HolderMerged, events::HolderEvent>(item.event);
    if (merged == nullptr) return {};
    const auto refuse = [&](const std::string& why) {
        return fail(ErrorCode::holder_merged, why, item.pointer + "/data/into");
    };
    if (merged->into.text == stream_.id) return refuse("a holder cannot continue itself");
    const auto into =
        other(StreamKind::holder, merged->into.text, ErrorCode::unknown_holder, "into");
    if (!into) return tl::unexpected(into.error());
    const auto& record = *std::get<std::shared_ptr<const projections::HolderRecord>>(*into);
    if (domain::is_erased(record))
        return fail(ErrorCode::holder_erased, "that holder was erased",
                    item.pointer + "/data/into");
    if (record.all<events::HolderMerged>().empty()) return {};
    return refuse("that holder is itself continued by another");
}

// A person is erased as a whole, or not at all.
Status Decider::Work::check_holds() {
    for (const std::string& id : command_.also) {
        const auto held = decider_.current({StreamKind::holder, id});
        if (!held) return tl::unexpected(held.error());
        const auto& record = *std::get<std::shared_ptr<const projections::HolderRecord>>(*held);
        if (domain::is_held(record))
            return fail(ErrorCode::legal_hold, "holder " + id +
                                                   ", who is the same person, is under a legal "
                                                   "hold");
    }
    return {};
}

Status Decider::Work::gather_context() {
    zone_ = kUtc;
    for (const Item& item : command_.items) RECERT_TRY(check_merger(item));
    RECERT_TRY(check_holds());
    if (stream_.kind == StreamKind::credential) RECERT_TRY(gather_for_credential());
    if (stream_.kind == StreamKind::program)
        zone_ = begins_ ? as_event<events::ProgramPublished, events::ProgramEvent>(
                              command_.items.front().event)
                              ->timezone
                        : fold_->as<projections::Program>().timezone();
    recorded_at_ = decider_.recording_.next();
    const auto today = local_date(recorded_at_, zone_);
    if (!today) return tl::unexpected(today.error());
    today_ = *today;
    if (stream_.kind != StreamKind::holder || command_.dry_run) return {};
    // Also who was erased before the ledger was set back has no key: the reason gets a new one,
    // which goes with this erasure.
    const bool wants_key = begins_ || as_event<events::HolderErased, events::HolderEvent>(
                                          command_.items.front().event) != nullptr;
    return wants_key ? decider_.around_.vault.prepare(stream_.id) : Status();
}

Made Decider::Work::done() {
    Appended& appended = made_.appended;
    appended.stream = stream_;
    appended.first = decider_.next_;
    appended.last = {decider_.next_.value + made_.entries.size() - 1};
    appended.version = version_;
    appended.dry_run = command_.dry_run;
    for (const auto& entry : made_.entries) appended.entries.push_back(entry.bytes);
    made_.record = fold_->done();
    return std::move(made_);
}

}  // namespace recert::service
