#include "service/ledger_verifications.hpp"

#include <algorithm>

#include "domain/decide.hpp"
#include "domain/number.hpp"
#include "projections/verification.hpp"
#include "service/about.hpp"
#include "service/proofs.hpp"
#include "service/questions.hpp"
#include "service/reading.hpp"
#include "service/surname.hpp"
#include "service/verification_body.hpp"
#include "service/zones.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;

constexpr std::size_t kProgramsVisitedMax =
    10'000;  // looked through for the one that a number names

tl::unexpected<Error> unknown() {
    return fail(ErrorCode::not_found, "no credential was ever given this number");
}

struct Numbered {
    std::string number;  // as it was given
    std::string credential;
};

Result<Numbered> find(const ledger::Reader& reader, const std::string& typed) {
    const auto build = views::live_build(reader);
    if (!build) return tl::unexpected(build.error());
    const std::string all = events::StreamName{StreamKind::program, ""}.text();
    std::size_t visited = 0;
    std::vector<std::string> meant;
    RECERT_TRY(reader.visit_streams(all, {}, [&](std::string_view name) {
        auto number = domain::number_meant({std::string(name.substr(all.size()))}, typed);
        if (!number.empty()) meant.push_back(std::move(number));
        return ++visited < kProgramsVisitedMax;
    }));
    for (std::string& number : meant) {
        auto credential = reader.view(views::number_key(*build, number));
        if (!credential) return tl::unexpected(credential.error());
        if (*credential) return Numbered{std::move(number), std::move(**credential)};
    }
    return unknown();
}

// Of whom it is now, if they are to be named to who asks. Names that are told to nobody agree with
// no surname, so that nobody learns who was erased.
Result<NameTold> name_for(const Reading& reading, const std::string& holder,
                          const std::optional<std::string>& surname) {
    const auto now = holder_now(reading.reader, reading.cache, holder);
    if (!now) return tl::unexpected(now.error());
    NameTold told;
    if (surname) told.matches = false;
    if (domain::is_erased(*now->record)) return told;
    const bool is_public = prefers(*now->record, &events::HolderPreferred::publish_name);
    if (!is_public && !surname) return told;
    const Principal themselves{Role::holder, now->id};
    const auto state = state_of(reading, {StreamKind::holder, now->id}, {}, themselves);
    if (!state) return tl::unexpected(state.error());
    const Json& name = state->body["name"];
    if (!name.is_string()) return told;
    const auto& text = name.get_ref<const std::string&>();
    if (surname) told.matches = is_surname(*surname, text, state->body.value("locale", ""));
    if (is_public || told.matches.value_or(false)) told.name = text;
    return told;
}

struct Known {
    Seq seq;
    events::Instant time;
    std::shared_ptr<const projections::CredentialRecord> record;
    projections::Context context;
};

Result<Known> as_known(const Reading& reading, const std::string& credential,
                       const std::optional<std::string>& known_at) {
    const auto known = parse_known_at(reading.reader, known_at, reading.now);
    if (!known) return tl::unexpected(known.error());
    if (!*known) return unknown();
    const events::StreamName stream{StreamKind::credential, credential};
    const auto version = version_at(reading.reader, stream, **known);
    if (!version) return tl::unexpected(version.error());
    if (version->value == 0) return unknown();
    const auto held = load(reading.reader, reading.cache, stream, *version);
    if (!held) return tl::unexpected(held.error());
    auto record = std::get<std::shared_ptr<const projections::CredentialRecord>>(*held);
    auto context = context_at(reading.reader, reading.cache, registration(*record), **known);
    if (!context) return tl::unexpected(context.error());
    const auto time = recorded_at(reading.reader, **known);
    if (!time) return tl::unexpected(time.error());
    return Known{**known, *time, std::move(record), std::move(*context)};
}

std::optional<Seq> service_decision(const projections::CredentialRecord& record,
                                    const std::string& number, std::int64_t cycle) {
    const auto by_service = [&](const auto& fact) {
        return fact.by_service && fact.data.cycle == cycle;
    };
    const auto& awards = record.all<events::CredentialAwarded>();
    if (awards.empty() || awards.back().data.number != number) return std::nullopt;
    if (by_service(awards.back())) return awards.back().seq;
    const auto& renewals = record.all<events::CredentialRenewed>();
    const auto found = std::find_if(renewals.begin(), renewals.end(), by_service);
    return found == renewals.end() ? std::nullopt : std::optional((*found).seq);
}

}  // namespace

Result<Json> LedgerVerifications::verify(const VerificationQuery& query) const {
    return read(around_, [&](const Reading& reading) -> Result<Json> {
        const auto found = find(reading.reader, query.number);
        if (!found) return tl::unexpected(found.error());
        const auto known = as_known(reading, found->credential, query.known_at);
        if (!known) return tl::unexpected(known.error());
        const auto today = local_date(reading.now, known->context.program->timezone());
        if (!today) return tl::unexpected(today.error());
        const auto on = parse_as_of(query.on, *today);
        if (!on) return fail(ErrorCode::bad_parameter, on.error().message, "on");
        const auto verified =
            verification(*known->record, known->context, found->number, *on, *today);
        if (!verified) return unknown();
        const auto name =
            name_for(reading, registration(*known->record).holder.text, query.surname);
        if (!name) return tl::unexpected(name.error());
        Json body = verification_body({found->number, registration(*known->record).program.text,
                                       *known->context.program, *verified, *on, *today, *name});
        body["known_at"] = {{"seq", known->seq.value},
                            {"time", events::format_instant(known->time)}};
        if (*on != *today) {
            const auto now =
                verification(*known->record, known->context, found->number, *today, *today);
            body["today"] = {{"good", projections::is_good(now->verdict)},
                             {"status", events::name_of(now->verdict)}};
        }
        return body;
    });
}

Result<Seq> LedgerVerifications::decision(const DecisionQuery& query) const {
    return read(around_, [&](const Reading& reading) -> Result<Seq> {
        const auto found = find(reading.reader, query.number);
        if (!found) return tl::unexpected(found.error());
        const auto known = as_known(reading, found->credential, {});
        if (!known) return tl::unexpected(known.error());
        const auto seq = service_decision(*known->record, found->number, query.cycle);
        if (!seq) return fail(ErrorCode::not_found, "the service did not decide about that cycle");
        return *seq;
    });
}

Result<std::string> LedgerVerifications::entry(Seq decision) const {
    return read(around_, [&](const Reading& reading) { return reading.reader.entry(decision); });
}

Result<Receipt> LedgerVerifications::receipt(Seq decision) const {
    return read(around_, [&](const Reading& reading) {
        return receipt_of(reading.reader, decision, std::nullopt);
    });
}

}  // namespace recert::service
