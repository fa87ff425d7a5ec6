// What is said about a program: its rules, its practicums, the providers it approves.
// (Field meanings: domain §4.)
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <variant>

#include "events/json.hpp"
#include "events/values.hpp"

namespace recert::events {

struct ProgramPublished {
    static constexpr std::string_view kType = "program.published";
    static constexpr int kSchema = 1;
    std::string name;
    std::string issuer;
    std::string url;
    std::string timezone;  // IANA name
    Date effective_from;
    Json rules;  // a rules document, checked by projections/rules.hpp
};
BOOST_DESCRIBE_STRUCT(ProgramPublished, (), (name, issuer, url, timezone, effective_from, rules))

enum class PracticumFormat { virtual_, in_person };
BOOST_DESCRIBE_ENUM(PracticumFormat, virtual_, in_person)

struct PracticumScheduled {
    static constexpr std::string_view kType = "practicum.scheduled";
    static constexpr int kSchema = 1;
    PracticumId practicum;
    Date starts_on;
    Date ends_on;
    PracticumFormat format;
    std::optional<std::string> location;
    std::optional<std::int64_t> capacity;
    std::optional<InstructorId> instructor;  // who may say who attended
};
BOOST_DESCRIBE_STRUCT(PracticumScheduled, (),
                      (practicum, starts_on, ends_on, format, location, capacity, instructor))

struct PracticumRescheduled {
    static constexpr std::string_view kType = "practicum.rescheduled";
    static constexpr int kSchema = 1;
    PracticumId practicum;
    Date starts_on;
    Date ends_on;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(PracticumRescheduled, (), (practicum, starts_on, ends_on, reason))

struct PracticumCancelled {
    static constexpr std::string_view kType = "practicum.cancelled";
    static constexpr int kSchema = 1;
    PracticumId practicum;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(PracticumCancelled, (), (practicum, reason))

struct ProviderApproved {
    static constexpr std::string_view kType = "provider.approved";
    static constexpr int kSchema = 1;
    ProviderId provider;
    std::string name;
    std::optional<Date> until;  // the last day; absent: until withdrawn
};
BOOST_DESCRIBE_STRUCT(ProviderApproved, (), (provider, name, until))

struct ProviderWithdrawn {
    static constexpr std::string_view kType = "provider.withdrawn";
    static constexpr int kSchema = 1;
    ProviderId provider;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ProviderWithdrawn, (), (provider, reason))

}  // namespace recert::events
