#include "service/access.hpp"

#include <catch2/catch.hpp>

#include "service/own.hpp"

using namespace recert;
using namespace recert::service;
using events::StreamKind;

namespace {

// Written by hand from domain 8.15, beside the table that is asked: for each type the roles that
// may append it (h holder, s staff, i integration, a auditor, A admin, p provider, t instructor).
struct Row {
    const char* type;
    const char* roles;
};

const Row kWritten[] = {
    {"cpe.planned", "hsiA"},
    {"cpe.logged", "hsiAp"},
    {"cpe.amended", "hsiA"},
    {"cpe.withdrawn", "hsiA"},
    {"attestation.signed", "hsiA"},
    {"practicum.selected", "hsiA"},
    {"practicum.changed", "hsiA"},
    {"carryover.declined", "hsiA"},
    {"appeal.filed", "hsiA"},
    {"audit.responded", "hsiaA"},
    {"credential.surrendered", "hsiA"},
    {"holder.updated", "hsiA"},
    {"holder.preferred", "hsiA"},
    {"holder.registered", "siA"},
    {"entry.voided", "siA"},
    {"holder.erased", "A"},
    {"organization.registered", "siA"},
    {"organization.updated", "siA"},
    {"program.published", "A"},
    {"practicum.scheduled", "siA"},
    {"credential.registered", "siA"},
    {"module.completed", "siA"},
    {"practicum.attended", "siAt"},
    {"exam.passed", "siA"},
    {"exam.extended", "siA"},
    {"fee.paid", "siA"},
    {"fee.assessed", "sA"},
    {"fee.waived", "siA"},
    {"credential.awarded", "sA"},
    {"credential.renewed", "sA"},
    {"audit.announced", "siaA"},
    {"audit.closed", "siaA"},
};

const std::pair<char, Role> kRoleLetters[] = {
    {'h', Role::holder}, {'s', Role::staff},    {'i', Role::integration}, {'a', Role::auditor},
    {'A', Role::admin},  {'p', Role::provider}, {'t', Role::instructor},  {'S', Role::sponsor}};

About credential_of(const std::string& holder, const std::string& program = "cptm") {
    return {.kind = StreamKind::credential, .holder = holder, .program = program};
}

ErrorCode refusal(const Status& outcome) {
    REQUIRE_FALSE(outcome);
    return outcome.error().code;
}

}  // namespace

TEST_CASE("each role appends the types of domain 8.15 and no others", "[access]") {
    for (const Row& row : kWritten)
        for (const auto& [letter, role] : kRoleLetters) {
            const bool expected = std::string_view(row.roles).find(letter) != std::string::npos;
            const auto outcome = may_write({role, "ada", {row.type}}, row.type, true);
            INFO(row.type << " by " << letter);
            CHECK(outcome.has_value() == expected);
            if (!outcome) CHECK(outcome.error().code == ErrorCode::forbidden);
        }
}

TEST_CASE("an integration appends the types and programs its token lists", "[access]") {
    const Principal lms{
        Role::integration, "lms", {"module.completed", "program.published"}, {"cptm"}};
    CHECK(may_write(lms, "module.completed", false));
    CHECK(may_write_to(lms, "module.completed", credential_of("ada")));
    CHECK(refusal(may_write_to(lms, "module.completed", credential_of("ada", "pmp"))) ==
          ErrorCode::forbidden);
    CHECK(refusal(may_write(lms, "exam.passed", false)) == ErrorCode::forbidden);
    CHECK(refusal(may_write(lms, "program.published", false)) == ErrorCode::forbidden);
    CHECK(may_write_to(lms, "holder.registered", {.kind = StreamKind::holder, .holder = "ada"}));
}

TEST_CASE("an integration of some programs reads what is of these alone", "[access]") {
    const Principal lms{Role::integration, "lms", {}, {"cptm"}};
    CHECK(may_read(lms, credential_of("ada")));
    CHECK(may_read_history(lms, credential_of("ada")));
    CHECK(may_read_event(lms, credential_of("ada"), "staff:sue"));
    CHECK(may_read(lms, {.kind = StreamKind::program, .program = "cptm"}));
    const About others[] = {credential_of("ada", "pmp"),
                            {.kind = StreamKind::program, .program = "pmp"},
                            {.kind = StreamKind::holder, .holder = "ada"},
                            {.kind = StreamKind::organization, .organization = "acme"}};
    for (const About& other : others) {
        CHECK(refusal(may_read(lms, other)) == ErrorCode::not_found);
        CHECK(refusal(may_read_history(lms, other)) == ErrorCode::not_found);
        CHECK(refusal(may_read_event(lms, other, "staff:sue")) == ErrorCode::not_found);
        CHECK(may_read({Role::integration, "lms"}, other));
    }
}

TEST_CASE("a decision appended by a person needs a reason", "[access]") {
    for (const char* type : {"credential.awarded", "credential.renewed"}) {
        const auto refused = may_write({Role::admin, "root"}, type, false);
        CHECK(refusal(refused) == ErrorCode::schema);
        CHECK(refused.error().pointer == "/data/reason");
    }
}

TEST_CASE("nobody decides on their own claims and duties", "[access]") {
    for (const char* type :
         {"cpe.approved", "cpe.disallowed", "fee.waived", "requirement.waived", "extension.granted",
          "exam.extended", "credential.awarded", "credential.renewed", "credential.reinstated",
          "entry.voided", "audit.selected", "audit.closed", "appeal.decided"})
        for (const Role role : {Role::staff, Role::admin}) {
            INFO(type);
            CHECK(refusal(may_write_to({role, "ada"}, type, credential_of("ada"))) ==
                  ErrorCode::own_claim);
            CHECK(may_write_to({role, "eve"}, type, credential_of("ada")));
        }
    CHECK(refusal(may_write_to({Role::auditor, "ada"}, "audit.closed", credential_of("ada"))) ==
          ErrorCode::own_claim);
    for (const char* type : {"audit.responded", "cpe.logged"})
        for (const Role role : {Role::holder, Role::staff})
            CHECK(may_write_to({role, "ada"}, type, credential_of("ada")));
}

TEST_CASE("a holder knows its own streams and programs, others are not found", "[access]") {
    const Principal ada{Role::holder, "ada"};
    const About own_person{.kind = StreamKind::holder, .holder = "ada"};
    CHECK(may_read(ada, own_person));
    CHECK(may_read_history(ada, credential_of("ada")));
    CHECK(may_read(ada, {.kind = StreamKind::program, .program = "cptm"}));
    CHECK(may_read_history(ada, {.kind = StreamKind::program, .program = "cptm"}));
    const About others[] = {{.kind = StreamKind::holder, .holder = "bob"},
                            credential_of("bob"),
                            {.kind = StreamKind::organization, .organization = "ada"}};
    for (const About& other : others) {
        CHECK(refusal(may_read(ada, other)) == ErrorCode::not_found);
        CHECK(refusal(may_read_event(ada, other, "holder:ada")) == ErrorCode::not_found);
        CHECK(refusal(may_write_to(ada, "cpe.logged", other)) == ErrorCode::not_found);
    }
    CHECK(refusal(may_use(ada, Right::whole)) == ErrorCode::forbidden);
    for (const Role role : {Role::staff, Role::auditor, Role::admin}) {
        CHECK(may_read({role, "x"}, own_person));
        CHECK(may_use({role, "x"}, Right::whole));
    }
}

TEST_CASE("sealed fields are opened for the holder and for roles that read all", "[access]") {
    CHECK(may_open({Role::holder, "ada"}, "ada"));
    CHECK_FALSE(may_open({Role::holder, "ada"}, "bob"));
    for (const Role role : {Role::integration, Role::provider, Role::instructor, Role::sponsor})
        CHECK_FALSE(may_open({role, "ada"}, "ada"));
    for (const Role role : {Role::staff, Role::auditor, Role::admin})
        CHECK(may_open({role, "x"}, "ada"));
}

TEST_CASE("a sponsor reads what its organization pays for and the holder shares", "[access]") {
    const Principal acme{Role::sponsor, "acme"};
    About credential = credential_of("ada");
    credential.organization = "acme";
    CHECK(refusal(may_read(acme, credential)) == ErrorCode::not_found);
    credential.is_shared = true;
    CHECK(may_read(acme, credential));
    CHECK(refusal(may_read_history(acme, credential)) == ErrorCode::not_found);
    CHECK(refusal(may_read_event(acme, credential, "staff:sue")) == ErrorCode::not_found);
    credential.organization = "other";
    CHECK(refusal(may_read(acme, credential)) == ErrorCode::not_found);
    CHECK(may_read(acme, {.kind = StreamKind::organization, .organization = "acme"}));
    CHECK_FALSE(may_read(acme, {.kind = StreamKind::organization, .organization = "other"}));
}

TEST_CASE("a provider and an instructor read what they appended, nothing beside it", "[access]") {
    for (const Role role : {Role::provider, Role::instructor}) {
        const Principal who{role, "pat"};
        CHECK(may_read_event(who, credential_of("ada"), who.actor().text));
        CHECK_FALSE(may_read_event(who, credential_of("ada"), "system"));
        CHECK_FALSE(may_read_event(who, credential_of("ada"), "staff:pat"));
        CHECK_FALSE(may_read(who, credential_of("pat")));
        CHECK_FALSE(may_read_history(who, credential_of("pat")));
        CHECK(may_read(who, {.kind = StreamKind::program, .program = "cptm"}));
    }
}

TEST_CASE("scopes leave a role what they name", "[access]") {
    Principal reader{Role::admin, "root"};
    reader.writes = false;
    CHECK(may_read(reader, credential_of("ada")));
    CHECK(refusal(may_write(reader, "cpe.logged", false)) == ErrorCode::forbidden);
    CHECK(refusal(may_use(reader, Right::tokens)) == ErrorCode::forbidden);
    Principal writer{Role::holder, "ada"};
    writer.reads = false;
    CHECK(may_write(writer, "cpe.logged", false));
    CHECK(may_write_to(writer, "cpe.logged", credential_of("ada")));
    CHECK_FALSE(may_read(writer, credential_of("ada")));
    CHECK_FALSE(may_open(writer, "ada"));
    CHECK(refusal(may_use(writer, Right::read, StreamKind::credential)) == ErrorCode::forbidden);
}
