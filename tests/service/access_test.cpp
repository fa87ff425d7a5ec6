#include "service/access.hpp"

#include <catch2/catch.hpp>

using namespace recert;
using namespace recert::service;
using events::StreamKind;

namespace {

// For each type the roles that may append it: holder, staff, auditor, admin (h s a A).
struct Row {
    StreamKind kind;
    const char* type;
    bool creates;
    const char* roles;
};

const Row kTable[] = {
    {StreamKind::credential, "cpe.planned", false, "hsA"},
    {StreamKind::credential, "cpe.logged", false, "hsA"},
    {StreamKind::credential, "cpe.amended", false, "hsA"},
    {StreamKind::credential, "cpe.withdrawn", false, "hsA"},
    {StreamKind::credential, "attestation.signed", false, "hsA"},
    {StreamKind::credential, "practicum.selected", false, "hsA"},
    {StreamKind::credential, "practicum.changed", false, "hsA"},
    {StreamKind::credential, "carryover.declined", false, "hsA"},
    {StreamKind::credential, "appeal.filed", false, "hsA"},
    {StreamKind::credential, "audit.responded", false, "hsaA"},
    {StreamKind::credential, "credential.surrendered", false, "hsA"},
    {StreamKind::holder, "holder.updated", false, "hsA"},
    {StreamKind::holder, "holder.preferred", false, "hsA"},
    {StreamKind::holder, "holder.registered", true, "sA"},
    {StreamKind::holder, "entry.voided", false, "sA"},
    {StreamKind::holder, "holder.erased", false, "A"},
    {StreamKind::organization, "organization.registered", true, "sA"},
    {StreamKind::organization, "organization.updated", false, "sA"},
    {StreamKind::program, "program.published", true, "A"},
    {StreamKind::program, "program.published", false, "A"},
    {StreamKind::program, "practicum.scheduled", false, "sA"},
    {StreamKind::credential, "credential.registered", true, "sA"},
    {StreamKind::credential, "module.completed", false, "sA"},
    {StreamKind::credential, "practicum.attended", false, "sA"},
    {StreamKind::credential, "exam.passed", false, "sA"},
    {StreamKind::credential, "exam.extended", false, "sA"},
    {StreamKind::credential, "fee.paid", false, "sA"},
    {StreamKind::credential, "fee.assessed", false, "sA"},
    {StreamKind::credential, "fee.waived", false, "sA"},
    {StreamKind::credential, "credential.awarded", false, "sA"},
    {StreamKind::credential, "credential.renewed", false, "sA"},
    {StreamKind::credential, "entry.voided", false, "sA"},
    {StreamKind::credential, "audit.closed", false, "saA"},
};

const std::pair<char, Role> kRoles[] = {
    {'h', Role::holder}, {'s', Role::staff}, {'a', Role::auditor}, {'A', Role::admin}};

Write write_of(const Row& row) {
    return {.kind = row.kind, .type = row.type, .creates = row.creates, .with_reason = true};
}

}  // namespace

TEST_CASE("each role appends the types of domain 8.15 and no others", "[access]") {
    for (const Row& row : kTable)
        for (const auto& [letter, role] : kRoles) {
            const bool expected = std::string_view(row.roles).find(letter) != std::string::npos;
            const auto outcome = may_write({role, "ada"}, write_of(row));
            INFO(row.type << " by " << letter);
            CHECK(outcome.has_value() == expected);
            if (!outcome) CHECK(outcome.error().code == ErrorCode::forbidden);
        }
}

TEST_CASE("an integration appends the types and programs its token lists", "[access]") {
    const Principal lms{
        Role::integration, "lms", {"module.completed", "program.published"}, {"cptm"}};
    Write write{.kind = StreamKind::credential, .type = "module.completed"};
    CHECK(may_write(lms, write));
    write.program = "cptm";
    CHECK(may_write(lms, write));
    write.program = "pmp";
    CHECK(may_write(lms, write).error().code == ErrorCode::forbidden);
    write.type = "exam.passed";
    CHECK(may_write(lms, write).error().code == ErrorCode::forbidden);
    CHECK_FALSE(may_write(lms, {.kind = StreamKind::program, .type = "program.published"}));
}

TEST_CASE("a decision appended by a person needs a reason", "[access]") {
    for (const char* type : {"credential.awarded", "credential.renewed"}) {
        const auto refused =
            may_write({Role::admin, "root"}, {.kind = StreamKind::credential, .type = type});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::schema);
        CHECK(refused.error().pointer == "/data/reason");
    }
}

TEST_CASE("nobody approves, disallows, waives or audits for themselves", "[access]") {
    for (const char* type :
         {"cpe.approved", "cpe.disallowed", "fee.waived", "audit.selected", "audit.closed"})
        for (const Role role : {Role::staff, Role::auditor, Role::admin}) {
            const auto own = may_write_to({role, "ada"}, type, StreamKind::credential, "ada");
            REQUIRE_FALSE(own);
            CHECK(own.error().code == ErrorCode::own_claim);
            CHECK(may_write_to({role, "eve"}, type, StreamKind::credential, "ada"));
        }
    CHECK(may_write_to({Role::holder, "ada"}, "audit.responded", StreamKind::credential, "ada"));
}

TEST_CASE("a holder knows its own streams and programs, others are not found", "[access]") {
    const Principal ada{Role::holder, "ada"};
    CHECK(may_read(ada, StreamKind::holder, "ada"));
    CHECK(may_read(ada, StreamKind::credential, "ada"));
    CHECK(may_read(ada, StreamKind::program, ""));
    for (const auto& [kind, whose] :
         {std::pair{StreamKind::holder, "bob"}, std::pair{StreamKind::credential, "bob"},
          std::pair{StreamKind::organization, ""}}) {
        CHECK(may_read(ada, kind, whose).error().code == ErrorCode::not_found);
        CHECK(may_write_to(ada, "cpe.logged", kind, whose).error().code == ErrorCode::not_found);
    }
    CHECK(may_read_ledger(ada).error().code == ErrorCode::forbidden);
    for (const Role role : {Role::staff, Role::auditor, Role::admin}) {
        CHECK(may_read({role, "x"}, StreamKind::holder, "bob"));
        CHECK(may_read_ledger({role, "x"}));
    }
}

TEST_CASE("sealed fields are opened for the holder and for roles that read all", "[access]") {
    CHECK(may_open({Role::holder, "ada"}, "ada"));
    CHECK_FALSE(may_open({Role::holder, "ada"}, "bob"));
    CHECK_FALSE(may_open({Role::integration, "lms"}, "ada"));
    for (const Role role : {Role::staff, Role::auditor, Role::admin})
        CHECK(may_open({role, "x"}, "ada"));
}
