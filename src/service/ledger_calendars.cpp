#include "service/ledger_calendars.hpp"

#include <algorithm>

#include "projections/appointments.hpp"
#include "service/access.hpp"
#include "service/person.hpp"
#include "service/questions.hpp"
#include "service/reading.hpp"
#include "service/secret_rows.hpp"
#include "views/register_index.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;

constexpr std::string_view kWord = "calendar:";
constexpr std::size_t kCredentialsMax = 200;  // of one person, in a calendar

Json dates(const std::vector<events::Date>& days) {
    Json out = Json::array();
    for (const events::Date day : days) out.push_back(events::format_date(day));
    return out;
}

// The last event that says something of the credential: its own, its program's, its holder's.
Seq last_word(const projections::CredentialRecord& record, const projections::Context& context) {
    const Seq last = std::max(record.last(), context.program->record().last());
    return std::max(last, context.holder->last());
}

Status add_appointments(Json& to, const Reading& reading, const std::string& credential,
                        const Asked& asked) {
    const auto& record =
        *std::get<std::shared_ptr<const projections::CredentialRecord>>(asked.record);
    const auto context =
        context_at(reading.reader, reading.cache, registration(record), asked.known);
    if (!context) return tl::unexpected(context.error());
    const Seq last = last_word(record, *context);
    const auto stamp = recorded_at(reading.reader, last);
    if (!stamp) return tl::unexpected(stamp.error());
    const auto standing = projections::assess(record, *context, asked.as_of);
    const std::string program = program_json(*context->program, asked.as_of)["name"];
    for (const auto& each : projections::appointments(standing, program, asked.as_of))
        to["appointments"].push_back({{"uid", credential + "." + each.key},
                                      {"sequence", last.value},
                                      {"stamp", events::format_instant(*stamp)},
                                      {"on", events::format_date(each.on)},
                                      {"title", each.title},
                                      {"text", each.text},
                                      {"reminders", dates(each.reminders)}});
    return {};
}

Json empty_calendar(std::string name) {
    return {{"name", std::move(name)}, {"appointments", Json::array()}};
}

struct Owned {
    std::string holder;
    std::string credential;
};

Result<std::vector<Owned>> credentials_of(const Reading& reading, const Person& person) {
    const auto build = views::live_build(reading.reader);
    if (!build) return tl::unexpected(build.error());
    std::vector<Owned> out;
    for (const std::string& holder : person.left)
        RECERT_TRY(views::visit_credentials(reading.reader, *build, {StreamKind::holder, holder},
                                            {}, [&](std::string_view credential) {
                                                out.push_back({holder, std::string(credential)});
                                                return out.size() < kCredentialsMax;
                                            }));
    return out;
}

void sort_by_day(Json& calendar) {
    auto& all = calendar["appointments"].get_ref<Json::array_t&>();
    std::stable_sort(all.begin(), all.end(),
                     [](const Json& a, const Json& b) { return a["on"] < b["on"]; });
}

// Each as its holder sees it.
Result<Json> calendar_of(const Reading& reading, const Person& person) {
    const auto credentials = credentials_of(reading, person);
    if (!credentials) return tl::unexpected(credentials.error());
    Json calendar = empty_calendar("Certifications");
    for (const auto& [holder, credential] : *credentials) {
        const Principal reader{Role::holder, holder};
        const auto asked = ask(reading, {StreamKind::credential, credential}, {}, reader);
        if (!asked && asked.error().code == ErrorCode::not_found) continue;  // not begun yet
        if (!asked) return tl::unexpected(asked.error());
        RECERT_TRY(add_appointments(calendar, reading, credential, *asked));
    }
    sort_by_day(calendar);
    return calendar;
}

tl::unexpected<Error> no_calendar() {
    return fail(ErrorCode::not_found, "there is no calendar at this address, or no longer");
}

}  // namespace

Result<Json> LedgerCalendars::of_credential(const std::string& credential, const When& when,
                                            const Principal& reader) const {
    return read(around_, [&](const Reading& reading) -> Result<Json> {
        const events::StreamName stream{StreamKind::credential, credential};
        const auto asked = ask(reading, stream, when, reader);
        if (!asked) return tl::unexpected(asked.error());
        RECERT_TRY(accesses_.note(reader, stream.text(), holder_of(stream, asked->record)));
        Json calendar = empty_calendar(program_of(stream, asked->record));
        RECERT_TRY(add_appointments(calendar, reading, credential, *asked));
        return calendar;
    });
}

// Errors also: holder-erased.
Result<Person> LedgerCalendars::person(const Principal& by, const std::string& holder) const {
    RECERT_TRY(may_use_of(by, Right::calendars, holder));
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    auto person = person_of(*reader, around_.cache, holder);
    if (person && person->left.empty())
        return fail(ErrorCode::holder_erased, "the holder was erased");
    return person;
}

Result<std::string> LedgerCalendars::make_address(const Principal& by, const std::string& holder) {
    const auto who = person(by, holder);
    if (!who) return tl::unexpected(who.error());
    // Whoever has the address reads what the holder may.
    RECERT_TRY(accesses_.note(by, "calendar-address", holder));
    const std::lock_guard lock(changing_);
    RECERT_TRY(forget(*who));
    std::string secret = new_secret();
    const Json row = {{"holder", holder}};
    RECERT_TRY(log_.put_token(secret_key(kWord, secret), events::canonical(row)));
    return secret;
}

Status LedgerCalendars::end_address(const Principal& by, const std::string& holder) {
    const auto who = person(by, holder);
    if (!who) return tl::unexpected(who.error());
    const std::lock_guard lock(changing_);
    return forget(*who);
}

Result<Json> LedgerCalendars::at_address(std::string_view secret) const {
    const auto row = secret_row(log_, secret_key(kWord, secret));
    if (!row) return tl::unexpected(row.error());
    if (!*row) return no_calendar();
    return read(around_, [&](const Reading& reading) -> Result<Json> {
        const auto who = person_of(reading.reader, reading.cache, (*row)->value("holder", ""));
        if (!who) return tl::unexpected(who.error());
        if (who->left.empty()) return no_calendar();
        return calendar_of(reading, *who);
    });
}

Status LedgerCalendars::forget(const Person& person) {
    return erase_secret_rows(log_, kWord, [&](const std::string&, const Json& row) {
        const std::string holder = row.value("holder", "");
        return std::ranges::find(person.holders, holder) != person.holders.end();
    });
}

Status LedgerCalendars::forget_holders(const std::vector<std::string>& holders) {
    const std::lock_guard lock(changing_);
    return forget({holders, {}});
}

}  // namespace recert::service
