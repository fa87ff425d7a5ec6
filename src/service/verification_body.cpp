#include "service/verification_body.hpp"

#include "ledger/hash.hpp"
#include "projections/words.hpp"
#include "service/states.hpp"

namespace recert::service {
namespace {

using events::Json;
using projections::long_date;
using projections::Verdict;
using projections::VerifiedCycle;

Json or_null(const std::optional<events::Date>& date) {
    return date ? Json(events::format_date(*date)) : Json();
}

Json program_body(const Verified& verified) {
    const Json all = program_json(verified.program, verified.today);
    return {{"id", verified.program_id},
            {"name", all["name"]},
            {"issuer", all["issuer"]},
            {"url", all["url"]}};
}

Json rules_body(const projections::Program& program, const projections::RulesVersion& rules) {
    const auto& published = program.record().all<events::ProgramPublished>();
    const auto nth = static_cast<std::size_t>(rules.version - 1);
    const auto digest = ledger::sha256(events::canonical(published[nth].data.rules));
    return {{"version", rules.version},
            {"effective_from", events::format_date(rules.effective_from)},
            {"digest", ledger::hex(ledger::bytes_of(digest))}};
}

// Whoever decided is in the entry, so that of a person's decision there is only its place.
Json proof_body(const std::string& number, const VerifiedCycle& cycle) {
    Json proof = {{"seq", cycle.cycle.decision.value}};
    if (!cycle.by_service) return proof;
    const std::string path = "/v1/verifications/" + number;
    const std::string query = "?cycle=" + std::to_string(cycle.cycle.number);
    proof["entry"] = path + "/entry" + query;
    proof["receipt"] = path + "/receipt" + query;
    return proof;
}

Json cycle_body(const Verified& verified, const VerifiedCycle& each) {
    Json body = {{"cycle", each.cycle.number},
                 {"valid_from", events::format_date(each.cycle.starts_on)},
                 {"valid_until", events::format_date(each.cycle.ends_on)},
                 {"phase", events::name_of(each.phase)},
                 {"rules", rules_body(verified.program, *each.cycle.rules)},
                 {"proof", proof_body(verified.number, each)}};
    if (each.cycle.deadline != each.cycle.ends_on)
        body["extended_until"] = events::format_date(each.cycle.deadline);
    return body;
}

const VerifiedCycle* shown(const projections::Verification& verification) {
    return verification.shown ? &verification.cycles[*verification.shown] : nullptr;
}

std::string since(const projections::Verification& verification, std::string_view preposition) {
    if (!verification.since) return "";
    return std::string(" ").append(preposition) + " " + long_date(*verification.since);
}

std::string ended_on(const VerifiedCycle* cycle) {
    return cycle == nullptr ? "" : " on " + long_date(cycle->cycle.ends_on);
}

std::string words_of(const projections::Verification& it, events::Date on) {
    const std::string day = long_date(on);
    switch (it.verdict) {
        case Verdict::active:
            return "In good standing on " + day + ".";
        case Verdict::grace:
            return "Not in good standing on " + day + ": the certification ended" +
                   ended_on(shown(it)) +
                   " and is in its days of grace, in which it may be renewed.";
        case Verdict::suspended:
            return "Suspended" + since(it, "since") + ".";
        case Verdict::expired:
            return "Expired: the certification ended" + ended_on(shown(it)) +
                   " and was not renewed.";
        case Verdict::revoked:
            return "Revoked" + since(it, "on") + ".";
        case Verdict::surrendered:
            return "Given up by its holder" + since(it, "on") + ".";
        case Verdict::retired:
            return "Retired" + since(it, "since") + ": no longer in force.";
        case Verdict::emeritus:
            return "Emeritus" + since(it, "since") + ": kept as an honour, no longer in force.";
        case Verdict::inactive:
            return "Inactive" + since(it, "since") + ": not in force.";
        case Verdict::deceased:
            return "Ended" + since(it, "on") + ": its holder has died.";
        case Verdict::not_yet_certified:
            return "Not yet certified on " + day + ".";
        case Verdict::withdrawn:
            return "Withdrawn" + since(it, "on") + ": the award was taken back, and never counted.";
        case Verdict::superseded:
            return "Replaced" + since(it, "on") + ": another number stands in the place of this.";
    }
    return {};
}

}  // namespace

Json verification_body(const Verified& verified) {
    const projections::Verification& it = verified.verification;
    const VerifiedCycle* cycle = shown(it);
    Json cycles = Json::array();
    for (const VerifiedCycle& each : it.cycles) cycles.push_back(cycle_body(verified, each));
    Json body = {
        {"number", verified.number},
        {"program", program_body(verified)},
        {"as_of", events::format_date(verified.on)},
        {"good", projections::is_good(it.verdict)},
        {"status", events::name_of(it.verdict)},
        {"status_since", or_null(it.since)},
        {"words", words_of(it, verified.on)},
        {"certified_on", or_null(it.certified_on)},
        {"cycle", cycle != nullptr ? Json(cycle->cycle.number) : Json()},
        {"valid_from", cycle != nullptr ? or_null(cycle->cycle.starts_on) : Json()},
        {"valid_until", cycle != nullptr ? or_null(cycle->cycle.ends_on) : Json()},
        {"rules", cycle != nullptr ? rules_body(verified.program, *cycle->cycle.rules) : Json()},
        {"cycles", std::move(cycles)},
        {"holder_name", verified.told.name ? Json(*verified.told.name) : Json()},
        {"log", {{"checkpoint", "/log/checkpoint"}, {"keys", "/log/vkey"}}}};
    if (verified.told.matches) body["surname_matches"] = *verified.told.matches;
    if (verified.today < verified.on) body["projected"] = true;
    return body;
}

}  // namespace recert::service
