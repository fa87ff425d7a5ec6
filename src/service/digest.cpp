#include "service/digest.hpp"

#include <algorithm>

#include "domain/decide.hpp"
#include "projections/reminders.hpp"
#include "projections/words.hpp"
#include "service/person.hpp"
#include "service/records.hpp"
#include "service/zones.hpp"
#include "views/register_index.hpp"

namespace recert::service {
namespace {

using events::Date;
using events::Json;
using events::StreamKind;
using projections::CredentialRecord;
using projections::HolderRecord;

constexpr std::size_t kOthersMax = 20;  // of which nothing is due, in one letter

Seq last_of(const ledger::Reader& reader) { return {reader.size().value - 1}; }

Result<std::shared_ptr<const HolderRecord>> holder_record(const ledger::Reader& reader,
                                                          RecordCache& cache,
                                                          const std::string& holder) {
    const auto held = load_at(reader, cache, {StreamKind::holder, holder}, last_of(reader));
    if (!held) return tl::unexpected(held.error());
    return std::get<std::shared_ptr<const HolderRecord>>(*held);
}

Result<Recipient> recipient_of(const ledger::Reader& reader, RecordCache& cache,
                               const Person& person) {
    Recipient recipient;
    std::optional<std::pair<Date, Seq>> said;
    for (const std::string& holder : person.holders) {
        const auto record = holder_record(reader, cache, holder);
        if (!record) return tl::unexpected(record.error());
        if (domain::is_erased(**record)) return Recipient{};
        if ((*record)->all<events::HolderMerged>().empty()) recipient.holder = holder;
        for (const auto& fact : (*record)->all<events::HolderPreferred>())
            if (fact.data.reminders && said <= std::pair{fact.on, fact.seq}) {
                said = std::pair{fact.on, fact.seq};
                recipient.wants_reminders = *fact.data.reminders;
            }
    }
    return recipient;
}

Result<std::vector<std::string>> credentials_of(const Reading& reading, const Person& person) {
    const auto build = views::live_build(reading.reader);
    if (!build) return tl::unexpected(build.error());
    std::vector<std::string> ids;
    for (const std::string& holder : person.holders)
        RECERT_TRY(views::visit_credentials(reading.reader, *build, {StreamKind::holder, holder},
                                            {}, [&](std::string_view id) {
                                                ids.emplace_back(id);
                                                return ids.size() < kDigestCredentialsMax;
                                            }));
    return ids;
}

// One credential on one day, where its program is.
struct Judged {
    std::string id;
    std::shared_ptr<const CredentialRecord> record;
    projections::Context context;
    Date today;
    projections::Standing standing;

    const std::string& program() const {
        return context.program->record().all<events::ProgramPublished>().back().data.name;
    }
    std::string number() const { return standing.number.value_or(id); }
};

Result<Judged> judge(const Reading& reading, const std::string& id) {
    const Seq known = last_of(reading.reader);
    const auto held = load_at(reading.reader, reading.cache, {StreamKind::credential, id}, known);
    if (!held) return tl::unexpected(held.error());
    auto record = std::get<std::shared_ptr<const CredentialRecord>>(*held);
    auto context = context_at(reading.reader, reading.cache, registration(*record), known);
    if (!context) return tl::unexpected(context.error());
    const auto today = local_date(reading.now, context->program->timezone());
    if (!today) return tl::unexpected(today.error());
    auto standing = projections::assess(*record, *context, *today);
    return Judged{id, std::move(record), std::move(*context), *today, std::move(standing)};
}

documents::DueCredential due_credential(const Judged& judged,
                                        const projections::Reminder& reminder) {
    return {.program = judged.program(),
            .number = judged.number(),
            .what = reminder.what,
            .on = reminder.for_date,
            .zone = judged.context.program->timezone(),
            .days_left = (reminder.for_date - judged.today).count(),
            .missing = projections::missing_words(judged.standing, judged.today)};
}

documents::OtherCredential other_credential(const Judged& judged) {
    std::string state = events::name_of(judged.standing.status);
    std::replace(state.begin(), state.end(), '-', ' ');
    const bool is_active = judged.standing.status == projections::CredentialStatus::active;
    if (is_active && judged.standing.valid_until)
        state += " until " + projections::long_date(*judged.standing.valid_until);
    return {judged.program(), judged.number(), std::move(state)};
}

// What mails of these days told that are not to be repeated.
Result<std::vector<Told>> settled(const Reading& reading, const std::string& holder,
                                  const DueDays& days) {
    std::vector<Told> all;
    for (Date day = days.after + std::chrono::days{1}; day <= days.today;
         day += std::chrono::days{1}) {
        const auto mail = Outbox::ended_mail(reading.reader, day, holder);
        if (!mail) return tl::unexpected(mail.error());
        if (*mail) all.insert(all.end(), (*mail)->notices.begin(), (*mail)->notices.end());
    }
    return all;
}

Status address(const Reading& reading, Digest& digest) {
    const events::StreamName stream{StreamKind::holder, digest.holder};
    const auto version = reading.reader.head(stream.text());
    if (!version) return tl::unexpected(version.error());
    const auto data =
        merged_data(reading, stream, *version, std::chrono::floor<std::chrono::days>(reading.now),
                    {Role::admin, "system"});
    if (!data) return tl::unexpected(data.error());
    const auto text = [&](const char* name) {
        const auto found = data->find(name);
        const bool is_text = found != data->end() && found->is_string();
        return is_text ? found->get<std::string>() : std::string();
    };
    digest.letter.name = digest.to.name = text("name");
    if (std::string email = text("email"); documents::is_address(email))
        digest.to.address = std::move(email);
    return {};
}

}  // namespace

Result<Recipient> recipient_of(const ledger::Reader& reader, RecordCache& cache,
                               const std::string& holder) {
    const auto person = person_of(reader, cache, holder);
    if (!person) return tl::unexpected(person.error());
    return recipient_of(reader, cache, *person);
}

Result<std::optional<Digest>> digest_of(const Reading& reading, const std::string& holder,
                                        const DueDays& days) {
    const auto nothing = std::optional<Digest>();
    const auto person = person_of(reading.reader, reading.cache, holder);
    if (!person) return tl::unexpected(person.error());
    const auto recipient = recipient_of(reading.reader, reading.cache, *person);
    if (!recipient) return tl::unexpected(recipient.error());
    if (recipient->holder.empty() || !recipient->wants_reminders) return nothing;
    const auto ids = credentials_of(reading, *person);
    if (!ids) return tl::unexpected(ids.error());
    const auto before = settled(reading, recipient->holder, days);
    if (!before) return tl::unexpected(before.error());
    Digest digest;
    digest.holder = recipient->holder;
    for (const std::string& id : *ids) {
        const auto judged = judge(reading, id);
        if (!judged) return tl::unexpected(judged.error());
        if (judged->standing.status == projections::CredentialStatus::deceased) return nothing;
        const auto due =
            projections::due_reminder(*judged->record, judged->standing, days.after, days.today);
        const Told told{id, due ? due->notice : "", due ? due->for_date : Date{}};
        if (due && std::ranges::find(*before, told) == before->end()) {
            digest.told.push_back(told);
            digest.letter.due.push_back(due_credential(*judged, *due));
        } else if (digest.letter.others.size() < kOthersMax) {
            digest.letter.others.push_back(other_credential(*judged));
        }
    }
    if (digest.told.empty()) return nothing;
    RECERT_TRY(address(reading, digest));
    return std::optional<Digest>(std::move(digest));
}

}  // namespace recert::service
