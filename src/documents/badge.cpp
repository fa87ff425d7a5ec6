#include "documents/badge.hpp"

#include "documents/badge_proof.hpp"
#include "documents/nquads.hpp"
#include "documents/status_list.hpp"
#include "privacy/cipher.hpp"
#include "privacy/hex.hpp"
#include "projections/words.hpp"

namespace recert::documents {
namespace {

using events::Json;
using projections::Badge;
using projections::BadgeFacts;
using projections::BadgeResult;

std::string in_path(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                              (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        out += is_plain ? std::string(1, c) : '%' + privacy::hex({&c, 1});
    }
    return out;
}

// The page of the program, by which others know the achievement; several may share one.
std::string achievement_id(const BadgeFacts& facts, const BadgeIssuer& issuer) {
    std::string page = facts.url + '#' + facts.program;
    const bool has_fragment = facts.url.find('#') != std::string::npos;
    if (is_absolute_iri(page) && !has_fragment) return page;
    return name_urn(issuer, {"program", facts.program});
}

std::string result_id(const BadgeFacts& facts, const BadgeResult& result,
                      const BadgeIssuer& issuer) {
    return name_urn(issuer, {"requirement", facts.program, std::to_string(result.rules_version),
                             result.requirement});
}

Json achievement_of(const BadgeFacts& facts, const BadgeIssuer& issuer) {
    Json out = {{"id", achievement_id(facts, issuer)},
                {"type", {"Achievement"}},
                {"name", facts.program_name},
                {"description", facts.program_name + ", a certification by " + facts.issuer_name},
                {"achievementType", "Certification"},
                {"criteria", {{"narrative", facts.criteria}}}};
    for (const BadgeResult& result : facts.results)
        out["resultDescription"].push_back({{"id", result_id(facts, result, issuer)},
                                            {"type", {"ResultDescription"}},
                                            {"name", result.name},
                                            {"requiredValue", result.required},
                                            {"resultType", "RawScore"}});
    return out;
}

Json identifiers_of(const Badge& badge, const BadgeIssuer& issuer) {
    constexpr std::size_t kSaltDigits = 32;
    Json out = Json::array();
    if (badge.name)
        out.push_back({{"type", "IdentityObject"},
                       {"hashed", false},
                       {"identityHash", *badge.name},
                       {"identityType", "name"}});
    if (!badge.email) return out;
    const std::string salt =
        privacy::hex(privacy::sha256(name_urn(issuer, {"salt", badge.facts.holder})))
            .substr(0, kSaltDigits);
    out.push_back({{"type", "IdentityObject"},
                   {"hashed", true},
                   {"identityHash", "sha256$" + privacy::hex(privacy::sha256(*badge.email + salt))},
                   {"identityType", "emailAddress"},
                   {"salt", salt}});
    return out;
}

Json subject_of(const Badge& badge, const BadgeIssuer& issuer) {
    const BadgeFacts& facts = badge.facts;
    Json out = {{"id", name_urn(issuer, {"holder", facts.holder})},
                {"type", {"AchievementSubject"}},
                {"achievement", achievement_of(facts, issuer)}};
    if (Json known = identifiers_of(badge, issuer); !known.empty())
        out["identifier"] = std::move(known);
    if (!facts.number.empty()) out["licenseNumber"] = facts.number;
    for (const BadgeResult& result : facts.results)
        out["result"].push_back({{"type", {"Result"}},
                                 {"resultDescription", result_id(facts, result, issuer)},
                                 {"value", result.counted}});
    return out;
}

// The page that says how the credential stands today.
Json evidence_of(const BadgeFacts& facts, const BadgeIssuer& issuer) {
    return {{"id", issuer.url + "/verify/" + in_path(facts.number)},
            {"type", {"Evidence"}},
            {"name", "Certification period " + std::to_string(facts.cycle)},
            {"narrative", "From " + projections::long_date(facts.valid_from) + " to " +
                              projections::long_date(facts.valid_until) +
                              ", by the ledger of the issuer; the page tells how the "
                              "certification stands on the day it is asked."}};
}

}  // namespace

Json badge_credential(const Badge& badge, const BadgeIssuer& issuer) {
    const BadgeFacts& facts = badge.facts;
    Json out = {{"@context",
                 {"https://www.w3.org/ns/credentials/v2",
                  "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"}},
                {"id", name_urn(issuer, {"badge", badge.credential, std::to_string(facts.cycle),
                                         std::to_string(facts.place.value)})},
                {"type", {"VerifiableCredential", "OpenBadgeCredential"}},
                {"name", facts.program_name},
                {"issuer",
                 {{"id", did(issuer)},
                  {"type", {"Profile"}},
                  {"name", facts.issuer_name},
                  {"url", issuer.url}}},
                {"validFrom", seconds_text(badge.valid_from)},
                {"validUntil", seconds_text(badge.valid_until)},
                {"credentialSubject", subject_of(badge, issuer)},
                {"credentialStatus", status_entries(issuer, facts.place)}};
    if (!facts.number.empty()) out["evidence"] = Json::array({evidence_of(facts, issuer)});
    return out;
}

}  // namespace recert::documents
