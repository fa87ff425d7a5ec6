// What is said about a holder. Personal data is Sealed; see events/values.hpp.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "events/values.hpp"

namespace recert::events {

struct HolderRegistered {
    static constexpr std::string_view kType = "holder.registered";
    static constexpr int kSchema = 1;
    Sealed name;
    Sealed email;
    std::optional<BirthMonth> birth_month;
    std::optional<std::string> locale;
    std::optional<std::string> timezone;
};
BOOST_DESCRIBE_STRUCT(HolderRegistered, (), (name, email, birth_month, locale, timezone))

struct HolderUpdated {
    static constexpr std::string_view kType = "holder.updated";
    static constexpr int kSchema = 1;
    std::optional<Sealed> name;
    std::optional<Sealed> email;
    std::optional<BirthMonth> birth_month;
    std::optional<std::string> locale;
    std::optional<std::string> timezone;
};
BOOST_DESCRIBE_STRUCT(HolderUpdated, (), (name, email, birth_month, locale, timezone))

struct HolderPreferred {
    static constexpr std::string_view kType = "holder.preferred";
    static constexpr int kSchema = 1;
    std::optional<bool> publish_name;
    std::optional<bool> reminders;
};
BOOST_DESCRIBE_STRUCT(HolderPreferred, (), (publish_name, reminders))

}  // namespace recert::events
