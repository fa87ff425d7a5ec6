// A credential on its way to the award: registration, modules, practicum, exam, award.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "events/json.hpp"
#include "events/values.hpp"

namespace recert::events {

enum class Discount { nonprofit, government, group, none };
BOOST_DESCRIBE_ENUM(Discount, nonprofit, government, group, none)

struct CredentialRegistered {
    static constexpr std::string_view kType = "credential.registered";
    static constexpr int kSchema = 1;
    ProgramId program;
    HolderId holder;
    std::optional<PracticumId> practicum;
    std::optional<OrganizationId> organization;
    std::optional<std::string> order;
    std::optional<Discount> discount;
    std::optional<bool> employer_supported;
};
BOOST_DESCRIBE_STRUCT(CredentialRegistered, (),
                      (program, holder, practicum, organization, order, discount,
                       employer_supported))

struct AccessGranted {
    static constexpr std::string_view kType = "access.granted";
    static constexpr int kSchema = 1;
    std::optional<Sealed> email_sent_to;
};
BOOST_DESCRIBE_STRUCT(AccessGranted, (), (email_sent_to))

struct ModuleCompleted {
    static constexpr std::string_view kType = "module.completed";
    static constexpr int kSchema = 1;
    std::int64_t module;  // 1…n of the program's path
    std::optional<Minutes> minutes_spent;
};
BOOST_DESCRIBE_STRUCT(ModuleCompleted, (), (module, minutes_spent))

struct AssessmentTaken {
    static constexpr std::string_view kType = "assessment.taken";
    static constexpr int kSchema = 1;
    std::int64_t module;
    Score score;
    bool passed;
};
BOOST_DESCRIBE_STRUCT(AssessmentTaken, (), (module, score, passed))

struct PracticeExamTaken {
    static constexpr std::string_view kType = "practice_exam.taken";
    static constexpr int kSchema = 1;
    std::optional<Score> score;
};
BOOST_DESCRIBE_STRUCT(PracticeExamTaken, (), (score))

struct PracticumSelected {
    static constexpr std::string_view kType = "practicum.selected";
    static constexpr int kSchema = 1;
    PracticumId practicum;
};
BOOST_DESCRIBE_STRUCT(PracticumSelected, (), (practicum))

struct PracticumChanged {
    static constexpr std::string_view kType = "practicum.changed";
    static constexpr int kSchema = 1;
    PracticumId from;
    PracticumId to;
    std::optional<Sealed> reason;
};
BOOST_DESCRIBE_STRUCT(PracticumChanged, (), (from, to, reason))

struct PracticumAttended {
    static constexpr std::string_view kType = "practicum.attended";
    static constexpr int kSchema = 1;
    PracticumId practicum;
    std::optional<Minutes> minutes;
    bool complete;
};
BOOST_DESCRIBE_STRUCT(PracticumAttended, (), (practicum, minutes, complete))

struct PracticumMissed {
    static constexpr std::string_view kType = "practicum.missed";
    static constexpr int kSchema = 1;
    PracticumId practicum;
    std::optional<Sealed> reason;
};
BOOST_DESCRIBE_STRUCT(PracticumMissed, (), (practicum, reason))

struct ExamPassed {
    static constexpr std::string_view kType = "exam.passed";
    static constexpr int kSchema = 1;
    std::optional<Score> score;
    std::optional<std::int64_t> attempt;
};
BOOST_DESCRIBE_STRUCT(ExamPassed, (), (score, attempt))

struct ExamFailed {
    static constexpr std::string_view kType = "exam.failed";
    static constexpr int kSchema = 1;
    std::optional<Score> score;
    std::optional<std::int64_t> attempt;
};
BOOST_DESCRIBE_STRUCT(ExamFailed, (), (score, attempt))

struct ExamExtended {
    static constexpr std::string_view kType = "exam.extended";
    static constexpr int kSchema = 1;
    Date until;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(ExamExtended, (), (until, reason))

// What a decision rested on: the rules version, each requirement's result, the facts counted.
struct Basis {
    std::int64_t rules_version = 0;
    std::int64_t engine = 0;                // version of `assess`
    std::vector<std::string> requirements;  // ids of those that were met
    std::vector<std::int64_t> counted;      // sequence numbers of the facts counted
};
BOOST_DESCRIBE_STRUCT(Basis, (), (rules_version, engine, requirements, counted))

struct CredentialAwarded {
    static constexpr std::string_view kType = "credential.awarded";
    static constexpr int kSchema = 1;
    std::optional<std::string> number;  // filled in by the service
    Date valid_from;
    Date valid_until;
    std::int64_t cycle;
    std::optional<Basis> basis;  // filled in by the service
    std::optional<Sealed> reason;
};
BOOST_DESCRIBE_STRUCT(CredentialAwarded, (),
                      (number, valid_from, valid_until, cycle, basis, reason))

}  // namespace recert::events
