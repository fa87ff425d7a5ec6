#include "tools/history.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace recert::tools {
namespace {

using events::Event;
using events::StreamKind;

tl::unexpected<Error> wrong(std::string what) { return fail(ErrorCode::corrupt, std::move(what)); }

// The seq that a void takes out; null when the event is none.
const std::int64_t* voided_by(const Event& event) {
    return std::visit(
        [](const auto& of_stream) {
            return std::visit(
                []<class E>(const E& e) -> const std::int64_t* {
                    if constexpr (E::kType == events::EntryVoided::kType)
                        return &e.seq;
                    else
                        return nullptr;
                },
                of_stream);
        },
        event);
}

// What every stream keeps to: it begins with its first event, which is never voided.
template <class Record>
Status check_order(const events::Recorded& recorded, const Record& record) {
    const std::string_view type = events::type_of(recorded.event);
    const StreamKind kind = recorded.envelope.stream.kind;
    const bool is_first = recorded.envelope.version.value == 1;
    const bool repeats = kind == StreamKind::program;  // rules are published again
    if (is_first != (type == events::first_type(kind)) && (is_first || !repeats))
        return wrong(std::string(type) + " as version " +
                     std::to_string(recorded.envelope.version.value) + " of " +
                     recorded.envelope.stream.text());
    const std::int64_t* seq = voided_by(recorded.event);
    if (seq == nullptr) return {};
    const auto voided = record.type_at({static_cast<std::uint64_t>(*seq)});
    if (voided && !events::is_first_type(*voided) && *voided != events::EntryVoided::kType &&
        *voided != events::HolderErased::kType)
        return {};
    return wrong("it voids entry " + std::to_string(*seq) + ", which cannot be voided");
}

// The days whose rules are asked for when the event is judged.
std::optional<events::Date> day_of_rules(const events::Recorded& recorded) {
    const auto& event = std::get<events::CredentialEvent>(recorded.event);
    if (const auto* awarded = std::get_if<events::CredentialAwarded>(&event))
        return awarded->valid_from;
    if (const auto* renewed = std::get_if<events::CredentialRenewed>(&event))
        return renewed->valid_from;
    const bool asks = std::holds_alternative<events::CredentialReinstated>(event) ||
                      std::holds_alternative<events::ModuleCompleted>(event) ||
                      std::holds_alternative<events::PracticumAttended>(event) ||
                      std::holds_alternative<events::ExamPassed>(event);
    return asks ? std::optional(recorded.envelope.on) : std::nullopt;
}

template <class Decision>
bool ends_before_it_begins(const events::CredentialEvent& event) {
    const auto* decision = std::get_if<Decision>(&event);
    return decision != nullptr && decision->valid_until < decision->valid_from;
}

}  // namespace

Result<events::Recorded> History::read(Seq seq, std::string_view entry) {
    auto recorded = events::decode(entry, events::Form::canonical);
    if (recorded) RECERT_TRY(check_place(seq, recorded->envelope));
    return recorded;
}

Status History::check_place(Seq seq, const events::Envelope& envelope) {
    if (envelope.seq != seq)
        return wrong("it says of itself that it is entry " + std::to_string(envelope.seq.value));
    if (envelope.cause && *envelope.cause >= seq)
        return wrong("it follows from entry " + std::to_string(envelope.cause->value) +
                     ", which comes later");
    if (last_recorded_at_ && envelope.recorded_at < *last_recorded_at_)
        return wrong("it was recorded before the entry before it");
    last_recorded_at_ = envelope.recorded_at;
    return {};
}

Status History::check_fits(const events::Recorded& recorded, const projections::Program& program) {
    RECERT_TRY(check_order(recorded, program.record()));
    const auto& event = std::get<events::ProgramEvent>(recorded.event);
    const auto* published = std::get_if<events::ProgramPublished>(&event);
    if (published == nullptr) return {};
    const auto rules = projections::parse_rules(published->rules, "/data/rules");
    if (rules) return {};
    return wrong("its rules cannot be read: " + rules.error().message + " (at " +
                 rules.error().pointer + ")");
}

Status History::check_fits(const events::Recorded& recorded,
                           const projections::OrganizationRecord& organization) {
    return check_order(recorded, organization);
}

Status History::check_fits(const events::Recorded& recorded,
                           const projections::HolderRecord& holder) {
    return check_order(recorded, holder);
}

Status History::check_fits(const events::Recorded& recorded,
                           const projections::CredentialRecord& credential) const {
    RECERT_TRY(check_order(recorded, credential));
    const auto& event = std::get<events::CredentialEvent>(recorded.event);
    if (ends_before_it_begins<events::CredentialAwarded>(event) ||
        ends_before_it_begins<events::CredentialRenewed>(event))
        return wrong("its cycle ends before it begins");
    const auto* registered = std::get_if<events::CredentialRegistered>(&event);
    if (registered != nullptr) return check_registration(*registered, recorded.envelope.on);
    const auto day = day_of_rules(recorded);
    if (!day) return {};
    const auto context = context_of(credential);
    if (!context.program || context.program->rules_on(*day) != nullptr) return {};
    return wrong("no rules are in force on " + events::format_date(*day));
}

Status History::check_registration(const events::CredentialRegistered& event,
                                   events::Date on) const {
    const auto program = programs_.find(event.program.text);
    if (program == programs_.end() || holders_.find(event.holder.text) == holders_.end() ||
        (event.organization && !organizations_.contains(event.organization->text)))
        return wrong("it names a program, holder or organization that there is not");
    if (program->second.record->rules_on(on) == nullptr)
        return wrong("no rules are in force on " + events::format_date(on));
    return {};
}

// A credential whose program, holder or organization has no record has none.
bool History::is_judgeable(const events::Recorded& recorded) const {
    const auto* event = std::get_if<events::CredentialEvent>(&recorded.event);
    const auto* registered =
        event == nullptr ? nullptr : std::get_if<events::CredentialRegistered>(event);
    if (registered == nullptr) return true;
    const auto has_none = [&](const auto& table, const std::string& id) {
        const auto found = table.find(id);
        return found == table.end() ? first_.value > 0 : found->second.record == nullptr;
    };
    return !has_none(programs_, registered->program.text) &&
           !has_none(holders_, registered->holder.text) &&
           !(registered->organization && has_none(organizations_, registered->organization->text));
}

template <class Record>
Status History::apply_to(Kept<Record>& kept, const events::Recorded& recorded) {
    const StreamVersion version = recorded.envelope.version;
    const StreamVersion before = std::exchange(kept.version, version);
    const bool is_partial = before.value == 0 && version.value > 1 && first_.value > 0;
    if (is_partial || !is_judgeable(recorded)) kept.record.reset();
    if (!is_partial && version != before.next()) {
        kept.record.reset();
        return wrong("it is version " + std::to_string(version.value) + " of " +
                     recorded.envelope.stream.text() + ", which stood at version " +
                     std::to_string(before.value));
    }
    if (!kept.record) return {};
    if (auto fits = check_fits(recorded, *kept.record); !fits) {
        kept.record.reset();
        return fits;
    }
    kept.record->apply(recorded);
    return {};
}

Status History::apply(const events::Recorded& recorded) {
    const std::string& id = recorded.envelope.stream.id;
    switch (recorded.envelope.stream.kind) {
        case StreamKind::program:
            return apply_to(programs_[id], recorded);
        case StreamKind::organization:
            return apply_to(organizations_[id], recorded);
        case StreamKind::holder:
            return apply_to(holders_[id], recorded);
        case StreamKind::credential:
            break;
    }
    return apply_to(credentials_[id], recorded);
}

const projections::CredentialRecord* History::credential(const std::string& id) const {
    const auto found = credentials_.find(id);
    if (found == credentials_.end() || !found->second.record || found->second.record->empty())
        return nullptr;
    return is_whole(*found->second.record) ? found->second.record.get() : nullptr;
}

std::vector<std::string> History::credential_ids() const {
    std::vector<std::string> ids;
    ids.reserve(credentials_.size());
    for (const auto& row : credentials_) ids.push_back(row.first);
    std::sort(ids.begin(), ids.end());
    return ids;
}

// Not so when a stream that it is judged in was found broken after it was registered.
bool History::is_whole(const projections::CredentialRecord& record) const {
    const projections::Context context = context_of(record);
    const auto& registered = record.all<events::CredentialRegistered>().front().data;
    return context.program && context.holder && (context.organization || !registered.organization);
}

projections::Context History::context_of(const projections::CredentialRecord& record) const {
    const auto& registered = record.all<events::CredentialRegistered>().front().data;
    projections::Context context{programs_.at(registered.program.text).record,
                                 holders_.at(registered.holder.text).record, nullptr};
    if (registered.organization)
        context.organization = organizations_.at(registered.organization->text).record;
    return context;
}

std::uint64_t History::streams() const {
    return programs_.size() + organizations_.size() + holders_.size() + credentials_.size();
}

std::uint64_t History::without_record() const {
    const auto count = [](const auto& table) {
        return static_cast<std::uint64_t>(
            std::count_if(table.begin(), table.end(),
                          [](const auto& row) { return row.second.record == nullptr; }));
    };
    return count(programs_) + count(organizations_) + count(holders_) + count(credentials_);
}

}  // namespace recert::tools
