#include "service/badging.hpp"

#include <algorithm>

#include "service/access.hpp"
#include "service/questions.hpp"
#include "service/zones.hpp"
#include "views/badge_marks.hpp"

namespace recert::service {
namespace {

using events::StreamKind;
using projections::Badge;

Status add_times(Badge& badge, const Reading& reading, const std::string& zone) {
    constexpr std::chrono::days kDay{1};
    const auto from = start_of_day(badge.facts.valid_from, zone);
    if (!from) return tl::unexpected(from.error());
    const auto beyond = start_of_day(badge.facts.valid_until + kDay, zone);
    if (!beyond) return tl::unexpected(beyond.error());
    const auto granted = recorded_at(reading.reader, badge.facts.place);
    if (!granted) return tl::unexpected(granted.error());
    badge.valid_from = *from;
    badge.valid_until = *beyond - std::chrono::seconds(1);
    badge.granted_at = *granted;
    return {};
}

// As far as they can still be opened.
Status add_person(Badge& badge, const Reading& reading, const Asked& asked, const Principal& who) {
    const events::StreamName stream{StreamKind::holder, badge.facts.holder};
    const auto version = version_at(reading.reader, stream, asked.known);
    if (!version) return tl::unexpected(version.error());
    const auto data = merged_data(reading, stream, *version, asked.as_of, who);
    if (!data) return tl::unexpected(data.error());
    const auto text = [&](const char* field) -> std::optional<std::string> {
        const auto found = data->find(field);
        if (found == data->end() || !found->is_string()) return std::nullopt;
        return found->get<std::string>();
    };
    badge.name = text("name");
    badge.email = text("email");
    return {};
}

Result<Badge> badge_of(const Reading& reading, const BadgeQuery& query, const Principal& who) {
    const auto asked = ask(reading, {StreamKind::credential, query.credential}, query.when, who);
    if (!asked) return tl::unexpected(asked.error());
    const auto& record =
        *std::get<std::shared_ptr<const projections::CredentialRecord>>(asked->record);
    const auto context =
        context_at(reading.reader, reading.cache, registration(record), asked->known);
    if (!context) return tl::unexpected(context.error());
    auto facts = projections::badge_facts(record, *context, query.cycle, asked->as_of);
    if (!facts) return fail(ErrorCode::not_awarded, "no such cycle was granted by then");
    Badge badge{.credential = query.credential,
                .facts = std::move(*facts),
                .valid_from = {},
                .valid_until = {},
                .granted_at = {}};
    RECERT_TRY(add_times(badge, reading, context->program->timezone()));
    RECERT_TRY(add_person(badge, reading, *asked, who));
    return badge;
}

}  // namespace

Result<std::unique_ptr<Badging>> Badging::open(const std::filesystem::path& data,
                                               std::string log_name, ledger::Log& log,
                                               const Surroundings& surroundings,
                                               Accesses& accesses) {
    auto keys = BadgeKeys::open(data, log);
    if (!keys) return tl::unexpected(keys.error());
    return std::unique_ptr<Badging>(
        new Badging(std::move(*keys), std::move(log_name), surroundings, accesses));
}

Result<Badge> Badging::badge(const BadgeQuery& query, const Principal& reader) const {
    RECERT_TRY(may_use(reader, Right::open));
    const auto now = surroundings_.log.reader();
    if (!now) return tl::unexpected(now.error());
    auto badge = badge_of(
        {*now, surroundings_.cache, surroundings_.vault, surroundings_.clock.now()}, query, reader);
    if (badge)
        RECERT_TRY(accesses_.note(reader, "credential/" + query.credential + "/badge",
                                  badge->facts.holder));
    return badge;
}

Result<MarkedBadges> Badging::marked(Seq from, Seq until) const {
    const auto now = surroundings_.log.reader();
    if (!now) return tl::unexpected(now.error());
    if (!now->size().covers(from)) return fail(ErrorCode::not_found, "there is no such list yet");
    const auto build = views::live_build(*now);
    if (!build) return tl::unexpected(build.error());
    MarkedBadges out;
    Seq last = from;
    RECERT_TRY(views::visit_badge_marks(
        *now, *build, from, until, [&](Seq place, const projections::BadgeMark& mark, Seq since) {
            if (mark.is_revoked) out.revoked.push_back(place);
            if (mark.is_suspended) out.suspended.push_back(place);
            last = std::max(last, since);
        }));
    const auto since = recorded_at(*now, last);
    if (!since) return tl::unexpected(since.error());
    out.since = *since;
    return out;
}

}  // namespace recert::service
