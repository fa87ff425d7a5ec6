#include "service/outbox.hpp"

#include <algorithm>

#include "events/mapping.hpp"
#include "service/cursor.hpp"

namespace recert::service {

// Found by the mapping, which writes lists of it.
static events::Json write(const Told& told) { return events::write(told); }

namespace {

using events::Date;
using events::Json;

std::string joined(std::initializer_list<std::string_view> words) {
    std::string key = "reminders";
    for (const std::string_view word : words) key.append(1, '\0').append(word);
    return key;
}

const std::string kDayKey = joined({"day"});
const std::string kMails = joined({"mail", ""});
const std::string kEnded = joined({"mail", "ended", ""});
const std::string kOpen = joined({"mail", "open", ""});

// Of as many digits for every day, and the later the day, the less.
std::string order_of(Date day) {
    constexpr std::int64_t kBeyond = 99'999'999;
    return std::to_string(kBeyond - day.time_since_epoch().count());
}

std::string ended_key(Date day, const std::string& holder) {
    return kEnded + order_of(day) + holder;
}

Result<OutboxMail> mail_of(std::string_view value) {
    const auto json = events::parse(value);
    if (!json) return fail(ErrorCode::corrupt, "a mail of the outbox is not JSON");
    OutboxMail mail;
    const auto read = events::read(*json, events::Path{events::Source::ledger}, mail);
    if (!read) return fail(ErrorCode::corrupt, "a mail of the outbox: " + read.error().message);
    return mail;
}

Result<std::optional<OutboxMail>> mail_at(const ledger::Reader& reader, const std::string& key) {
    const auto value = reader.view(key);
    if (!value) return tl::unexpected(value.error());
    if (!*value) return std::optional<OutboxMail>();
    auto mail = mail_of(**value);
    if (!mail) return tl::unexpected(std::move(mail.error()));
    return std::optional<OutboxMail>(std::move(*mail));
}

std::string value_of(const OutboxMail& mail) { return events::canonical(events::write(mail)); }

Result<std::string> position_of(const Paging& paging) {
    if (!paging.cursor) return std::string();
    const auto cursor = read_cursor(*paging.cursor);
    if (!cursor) return tl::unexpected(cursor.error());
    if (cursor->type != "notices" || !cursor->after || !cursor->stream)
        return fail(ErrorCode::bad_parameter, "this cursor belongs to another list", "cursor");
    return kMails + *cursor->stream + '\0' + *cursor->after + '\0';
}

// The part of a key that says which mail it is: ended or open, and the rest.
std::string cursor_at(std::string_view key) {
    key.remove_prefix(kMails.size());
    const std::size_t end = key.find('\0');
    return write_cursor({.next = 0,
                         .known = {},
                         .stream = std::string(key.substr(0, end)),
                         .type = "notices",
                         .as_of = std::nullopt,
                         .after = std::string(key.substr(end + 1))});
}

}  // namespace

Result<std::optional<Date>> Outbox::day_done(const ledger::Reader& reader) {
    const auto noted = reader.view(kDayKey);
    if (!noted) return tl::unexpected(noted.error());
    if (!*noted) return std::optional<Date>();
    const auto value = events::parse(**noted);
    const auto day = value ? events::parse_date(value->value("day", "")) : std::nullopt;
    if (!day) return fail(ErrorCode::corrupt, "the day of the reminders cannot be read");
    return day;
}

Status Outbox::note_day_done(Date day) {
    const std::vector<ledger::ViewChange> noted = {
        {kDayKey, events::canonical({{"day", events::format_date(day)}})}};
    return log_.change_views(noted);
}

Result<std::optional<OutboxMail>> Outbox::open_mail(const ledger::Reader& reader,
                                                    const std::string& holder) {
    return mail_at(reader, kOpen + holder);
}

Result<std::optional<OutboxMail>> Outbox::ended_mail(const ledger::Reader& reader, Date day,
                                                     const std::string& holder) {
    return mail_at(reader, ended_key(day, holder));
}

Result<std::vector<OutboxMail>> Outbox::open_mails(const ledger::Reader& reader,
                                                   const std::string& after, std::size_t limit) {
    std::vector<OutboxMail> mails;
    Status outcome;
    RECERT_TRY(reader.visit_views(kOpen, after.empty() ? "" : kOpen + after + '\0',
                                  [&](std::string_view, std::string_view value) {
                                      auto mail = mail_of(value);
                                      if (mail)
                                          mails.push_back(std::move(*mail));
                                      else
                                          outcome = tl::unexpected(std::move(mail.error()));
                                      return outcome && mails.size() < limit;
                                  }));
    RECERT_TRY(outcome);
    return mails;
}

Status Outbox::keep(const OutboxMail& mail) {
    const std::vector<ledger::ViewChange> change = {{kOpen + mail.holder, value_of(mail)}};
    return log_.change_views(change);
}

Status Outbox::end(OutboxMail mail) {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto earlier = ended_mail(*reader, mail.day, mail.holder);
    if (!earlier) return tl::unexpected(earlier.error());
    if (*earlier)
        for (const Told& told : (*earlier)->notices)
            if (std::ranges::find(mail.notices, told) == mail.notices.end())
                mail.notices.push_back(told);
    const std::vector<ledger::ViewChange> changes = {
        {ended_key(mail.day, mail.holder), value_of(mail)}, {kOpen + mail.holder, std::nullopt}};
    return log_.change_views(changes);
}

Status Outbox::forget(const std::string& holder) {
    const std::vector<ledger::ViewChange> change = {{kOpen + holder, std::nullopt}};
    return log_.change_views(change);
}

Status Outbox::forget_ended_before(Date day) {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    constexpr std::size_t kAtOnce = 1'000;
    std::vector<ledger::ViewChange> changes;
    RECERT_TRY(reader->visit_views(kEnded, ended_key(day - std::chrono::days{1}, ""),
                                   [&](std::string_view key, std::string_view) {
                                       changes.push_back({std::string(key), std::nullopt});
                                       return changes.size() < kAtOnce;
                                   }));
    return changes.empty() ? Status() : log_.change_views(changes);
}

Result<Page> Outbox::page(const ledger::Reader& reader, const Paging& paging) {
    const auto from = position_of(paging);
    if (!from) return tl::unexpected(from.error());
    Page page;
    std::string last;
    Status outcome;
    RECERT_TRY(reader.visit_views(kMails, *from, [&](std::string_view key, std::string_view value) {
        if (page.items.size() == paging.limit) {
            page.next = cursor_at(last);
            return false;
        }
        auto mail = mail_of(value);
        if (!mail) {
            outcome = tl::unexpected(std::move(mail.error()));
            return false;
        }
        page.items.push_back(events::write(*mail));
        last = key;
        return true;
    }));
    RECERT_TRY(outcome);
    return page;
}

}  // namespace recert::service
