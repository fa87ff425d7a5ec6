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
    std::optional<bool> share_with_sponsor;  // standings, with the organization of a credential
};
BOOST_DESCRIBE_STRUCT(HolderPreferred, (), (publish_name, reminders, share_with_sponsor))

// The same person is registered twice: this one is continued by another.
struct HolderMerged {
    static constexpr std::string_view kType = "holder.merged";
    static constexpr int kSchema = 1;
    HolderId into;
};
BOOST_DESCRIBE_STRUCT(HolderMerged, (), (into))

// A legal hold: while one stands, the holder is not erased.
struct HoldPlaced {
    static constexpr std::string_view kType = "hold.placed";
    static constexpr int kSchema = 1;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(HoldPlaced, (), (reason))

struct HoldReleased {
    static constexpr std::string_view kType = "hold.released";
    static constexpr int kSchema = 1;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(HoldReleased, (), (reason))

struct HolderErased {
    static constexpr std::string_view kType = "holder.erased";
    static constexpr int kSchema = 1;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(HolderErased, (), (reason))

}  // namespace recert::events
