// A rules document: one version of a program's scheme, as data (domain §5).
//
// parse_rules() reads the whole language, so that a mistyped key is never ignored, and refuses with
// a pointer: unknown keys, periods that are none, names of categories that do not exist.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "events/credential_upkeep.hpp"
#include "events/json.hpp"
#include "events/organization.hpp"
#include "projections/period.hpp"
#include "result.hpp"

namespace recert::projections {

// Every object of the document may say which clause of the scheme it states, where that stands,
// and what was unclear.
struct Noted {
    std::optional<std::string> clause;
    std::optional<std::string> source;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Noted, (), (clause, source, note))

enum class Rounding { down, nearest };
BOOST_DESCRIBE_ENUM(Rounding, down, nearest)

struct Unit : Noted {
    static constexpr bool kAllOptional = true;
    std::string name;
    std::optional<std::int64_t> minutes;  // absent: claims in minutes are refused
    events::Credit step{1};
    Rounding round = Rounding::down;
    std::optional<events::Credit> least;  // minutes that make less make nothing
};
BOOST_DESCRIBE_STRUCT(Unit, (Noted), (name, minutes, step, round, least))

enum class Gate { none, warn, block };
BOOST_DESCRIBE_ENUM(Gate, none, warn, block)

struct ModulesRule : Noted {
    static constexpr bool kAllOptional = true;
    std::int64_t count = 0;
    bool assessments_gate = false;
    std::optional<Period> access_within;
    Gate gate = Gate::none;
};
BOOST_DESCRIBE_STRUCT(ModulesRule, (Noted), (count, assessments_gate, access_within, gate))

struct LeadTime : Noted {
    static constexpr bool kAllOptional = true;
    std::optional<int> business_days;
    std::optional<int> days;
};
BOOST_DESCRIBE_STRUCT(LeadTime, (Noted), (business_days, days))

enum class ChangeOutcome { free, flag, fee };
BOOST_DESCRIBE_ENUM(ChangeOutcome, free, flag, fee)

struct ChangeZone : Noted {
    static constexpr bool kAllOptional = true;
    std::optional<LeadTime> at_least;  // absent: whatever the lead
    ChangeOutcome then = ChangeOutcome::free;
};
BOOST_DESCRIBE_STRUCT(ChangeZone, (Noted), (at_least, then))

enum class ChangeDirection { later };
BOOST_DESCRIBE_ENUM(ChangeDirection, later)

struct ChangeRule : Noted {
    static constexpr bool kAllOptional = true;
    std::optional<ChangeDirection> only_if;
    events::FeeKind fee = events::FeeKind::class_change;
    std::vector<ChangeZone> zones;  // the first that fits
};
BOOST_DESCRIBE_STRUCT(ChangeRule, (Noted), (only_if, fee, zones))

struct PracticumRule : Noted {
    static constexpr bool kAllOptional = true;
    bool select_at_registration = false;
    std::optional<Period> recommended_lead;
    std::optional<ChangeRule> change;
};
BOOST_DESCRIBE_STRUCT(PracticumRule, (Noted), (select_at_registration, recommended_lead, change))

enum class ExamOpens { practicum_last_day };
BOOST_DESCRIBE_ENUM(ExamOpens, practicum_last_day)

struct ExamRule : Noted {
    static constexpr bool kAllOptional = true;
    std::optional<ExamOpens> opens;
    std::optional<Period> closes_after;
    std::optional<std::int64_t> max_attempts;
    std::optional<events::Score> pass_mark;
};
BOOST_DESCRIBE_STRUCT(ExamRule, (Noted), (opens, closes_after, max_attempts, pass_mark))

struct PathRules : Noted {
    static constexpr bool kAllOptional = true;
    std::optional<ModulesRule> modules;
    std::optional<PracticumRule> practicum;
    std::optional<ExamRule> exam = ExamRule{};
};
BOOST_DESCRIBE_STRUCT(PathRules, (Noted), (modules, practicum, exam))

enum class FirstDay { award_date, day_after };
BOOST_DESCRIBE_ENUM(FirstDay, award_date, day_after)
enum class Anchor { award_date, month_end, birth_month_end, calendar_year, windows };
BOOST_DESCRIBE_ENUM(Anchor, award_date, month_end, birth_month_end, calendar_year, windows)
enum class LateRenewal { keep_rhythm, restart };
BOOST_DESCRIBE_ENUM(LateRenewal, keep_rhythm, restart)

struct DueWindow : Noted {
    static constexpr bool kAllOptional = true;
    std::string from, to, due;  // MM-DD
};
BOOST_DESCRIBE_STRUCT(DueWindow, (Noted), (from, to, due))

struct CycleRules : Noted {
    static constexpr bool kAllOptional = true;
    Period length;
    FirstDay first_day = FirstDay::award_date;
    Anchor anchor = Anchor::award_date;
    std::optional<std::vector<DueWindow>> windows;
    std::optional<Period> apply_before_end;
    LateRenewal late_renewal = LateRenewal::keep_rhythm;
};
BOOST_DESCRIBE_STRUCT(CycleRules, (Noted),
                      (length, first_day, anchor, windows, apply_before_end, late_renewal))

struct Category : Noted {
    static constexpr bool kAllOptional = true;
    std::optional<std::string> label;
    std::map<std::string, Category> children;
    bool claimable = false;  // a claim may name it though it is divided
};
BOOST_DESCRIBE_STRUCT(Category, (Noted), (label, children, claimable))

enum class Per { year };
BOOST_DESCRIBE_ENUM(Per, year)
enum class Providers { approved };
BOOST_DESCRIBE_ENUM(Providers, approved)

// The attestation by which a holder says that a requirement applies to the cycle.
struct RequirementIf : Noted {
    std::string attestation;
};
BOOST_DESCRIBE_STRUCT(RequirementIf, (Noted), (attestation))

// Exactly one of sum (of a category, "*": of all), fee, attestation.
struct Requirement : Noted {
    static constexpr bool kAllOptional = true;
    std::string id;
    std::optional<std::string> sum;
    std::optional<events::Credit> min;
    std::optional<Providers> providers;
    std::optional<Per> per;
    std::optional<Period> within;  // before the cycle's end: earlier cycles count that far back
    std::optional<events::FeeKind> fee;
    std::optional<std::string> attestation;
    std::optional<RequirementIf> if_;  // absent: it applies to everybody
};
BOOST_DESCRIBE_STRUCT(Requirement, (Noted),
                      (id, sum, min, providers, per, within, fee, attestation, if_))

struct Cap : Noted {
    static constexpr bool kAllOptional = true;
    std::string sum;
    events::Credit max;                     // made of `percent` by parse_rules
    std::optional<events::Credit> percent;  // of what is required over all, in the cycle or a year
    std::optional<Per> per;
};
BOOST_DESCRIBE_STRUCT(Cap, (Noted), (sum, max, percent, per))

struct CarryOver : Noted {
    static constexpr bool kAllOptional = true;
    events::Credit max;
    std::optional<Period> earned_within;
    std::vector<std::string> exclude;
    std::optional<std::string> into;
    bool capped = false;
    bool counts_for_yearly = false;
};
BOOST_DESCRIBE_STRUCT(CarryOver, (Noted),
                      (max, earned_within, exclude, into, capped, counts_for_yearly))

// After the cycle's end; absent: no limit stated.
struct Windows : Noted {
    static constexpr bool kAllOptional = true;
    std::optional<Period> earn = Period{};
    std::optional<Period> report;
    std::optional<Period> pay = Period{};
    std::optional<Period> evidence_keep;
};
BOOST_DESCRIBE_STRUCT(Windows, (Noted), (earn, report, pay, evidence_keep))

enum class StageStatus { grace, suspended, lapsed, revoked };
BOOST_DESCRIBE_ENUM(StageStatus, grace, suspended, lapsed, revoked)

struct Reinstate : Noted {
    static constexpr bool kAllOptional = true;
    std::optional<events::FeeKind> fee;
    events::Credit extra;
    std::optional<Requirement> fee_requirement{};  // made of `fee` by parse_rules
};
BOOST_DESCRIBE_STRUCT(Reinstate, (Noted), (fee, extra))

struct Stage : Noted {
    static constexpr bool kAllOptional = true;
    Period after;
    StageStatus status = StageStatus::lapsed;
    std::optional<Reinstate> reinstate;  // absent: the stage is final
};
BOOST_DESCRIBE_STRUCT(Stage, (Noted), (after, status, reinstate))

enum class Review { none, all, sampled };
BOOST_DESCRIBE_ENUM(Review, none, all, sampled)

struct FeeAmount : Noted {
    static constexpr bool kAllOptional = true;
    std::optional<std::int64_t> amount;  // absent: each case is assessed by staff
    std::optional<events::Currency> currency;
};
BOOST_DESCRIBE_STRUCT(FeeAmount, (Noted), (amount, currency))

struct DiscountIf : Noted {
    static constexpr bool kAllOptional = true;
    std::optional<std::vector<events::OrganizationKind>> organization_kind;
    std::optional<std::int64_t> group_of;
};
BOOST_DESCRIBE_STRUCT(DiscountIf, (Noted), (organization_kind, group_of))

struct DiscountRule : Noted {
    static constexpr bool kAllOptional = true;
    DiscountIf if_;
    std::optional<events::Credit> percent;
};
BOOST_DESCRIBE_STRUCT(DiscountRule, (Noted), (if_, percent))

struct Rules : Noted {
    static constexpr bool kAllOptional = true;
    Unit unit;
    PathRules path;
    CycleRules cycle;
    std::map<std::string, Category> categories;
    std::vector<Requirement> requirements;
    std::vector<Cap> caps;
    std::optional<CarryOver> carry_over;
    Windows windows;
    std::vector<Stage> stages{Stage{}};
    Review review = Review::none;
    std::map<std::string, FeeAmount> fees;  // by the kind's wire name
    std::vector<DiscountRule> discounts;
    std::vector<events::Date> holidays;
    std::vector<Period> reminders;
    bool retroactive = false;
};
BOOST_DESCRIBE_STRUCT(Rules, (Noted),
                      (unit, path, cycle, categories, requirements, caps, carry_over, windows,
                       stages, review, fees, discounts, holidays, reminders, retroactive))

// A document as far as it could be read, and everything that is wrong with it.
struct RulesReading {
    Rules rules;
    events::Faults faults{};  // what a single field says wrongly before what several say together
};
// Pointers begin with `base`. Errors: schema.
RulesReading read_rules(const events::Json& document, std::string_view base);

// The rules of a document without a fault, else its first one.
Result<Rules> parse_rules(const events::Json& document, std::string_view base);

// `name` is dotted: "education.power-skills". Null: there is no such category.
const Category* category_of(const Rules& rules, std::string_view name);

// Its label, or its name where the rules give none.
std::string label_of(const Rules& rules, std::string_view category);

enum class CategoryKind { unknown, branch, leaf };  // leaf: a claim may name it
CategoryKind category_kind(const Rules& rules, std::string_view name);

// The category of a claim or of a part of one, dotted; a view into the claim or the rules.
using CategoryName = std::optional<std::string_view>;

// Whether a sum over `sum` ("*", a branch or a leaf) takes in a claim of `category`; without a
// category a claim counts in "*" only.
bool covers(std::string_view sum, CategoryName category);

const FeeAmount* fee_of(const Rules& rules, events::FeeKind kind);

}  // namespace recert::projections
