#include "documents/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace recert::documents {
namespace {

constexpr std::string_view kCredentials = "https://www.w3.org/2018/credentials#";
constexpr std::string_view kBadges = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
constexpr std::string_view kStatus = "https://www.w3.org/ns/credentials/status#";
constexpr std::string_view kSchemaOrg = "https://schema.org/";
constexpr std::string_view kTerms = "http://purl.org/dc/terms/";

constexpr std::string_view kDateTime = "http://www.w3.org/2001/XMLSchema#dateTime";
// The context of Open Badges says https in these.
constexpr std::string_view kAnyUri = "https://www.w3.org/2001/XMLSchema#anyURI";
constexpr std::string_view kBoolean = "https://www.w3.org/2001/XMLSchema#boolean";
constexpr std::string_view kCryptosuite = "https://w3id.org/security#cryptosuiteString";
constexpr std::string_view kMultibase = "https://w3id.org/security#multibase";

using enum Meaning;

constexpr std::array kWords = {
    Word{"achievement", kBadges, node},
    Word{"achievementType", kBadges},
    Word{"created", kTerms, typed, kDateTime},
    Word{"credentialStatus", kCredentials, node},
    Word{"credentialSubject", kCredentials, node},
    Word{"criteria", kBadges, node, {}, "Criteria"},
    Word{"cryptosuite", kSecurity, typed, kCryptosuite},
    Word{"description", kSchemaOrg},
    Word{"encodedList", kStatus, typed, kMultibase},
    Word{"evidence", kCredentials, node},
    Word{"hashed", kBadges, boolean, kBoolean},
    Word{"identifier", kBadges, node},
    Word{"identityHash", kBadges},
    Word{"identityType", kBadges},
    Word{"issuer", kCredentials, node},
    Word{"licenseNumber", kBadges},
    Word{"name", kSchemaOrg},
    Word{"narrative", kBadges},
    Word{"proofPurpose", kSecurity, vocabulary},
    Word{"requiredValue", kBadges},
    Word{"result", kBadges, node},
    Word{"resultDescription", kBadges, described_by, kAnyUri},
    Word{"resultType", kBadges},
    Word{"salt", kBadges},
    Word{"statusListCredential", kStatus, node},
    Word{"statusListIndex", kStatus},
    Word{"statusPurpose", kStatus},
    Word{"url", kSchemaOrg, typed, kAnyUri},
    Word{"validFrom", kCredentials, typed, kDateTime},
    Word{"validUntil", kCredentials, typed, kDateTime},
    Word{"value", kSchemaOrg},
    Word{"verificationMethod", kSecurity, node},
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTypes = {{
    {"Achievement", kBadges},
    {"AchievementSubject", kBadges},
    {"BitstringStatusList", kStatus},
    {"BitstringStatusListCredential", kStatus},
    {"BitstringStatusListEntry", kStatus},
    {"DataIntegrityProof", kSecurity},
    {"Evidence", kBadges},
    {"IdentityObject", kBadges},
    {"OpenBadgeCredential", kBadges},
    {"Profile", kBadges},
    {"Result", kBadges},
    {"ResultDescription", kBadges},
    {"VerifiableCredential", kCredentials},
}};

}  // namespace

const Word* word(std::string_view name) {
    const auto* found = std::ranges::find(kWords, name, &Word::name);
    return found == kWords.end() ? nullptr : found;
}

std::string type_iri(std::string_view name) {
    for (const auto& [type, space] : kTypes)
        if (type == name) return std::string(space).append(name);
    return {};
}

}  // namespace recert::documents
