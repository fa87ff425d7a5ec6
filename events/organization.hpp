// What is said about an organization: an employer or a team's sponsor.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "events/values.hpp"

namespace recert::events {

enum class OrganizationKind { company, nonprofit, government, education };
BOOST_DESCRIBE_ENUM(OrganizationKind, company, nonprofit, government, education)

struct OrganizationRegistered {
    static constexpr std::string_view kType = "organization.registered";
    static constexpr int kSchema = 1;
    std::string name;
    OrganizationKind kind;
};
BOOST_DESCRIBE_STRUCT(OrganizationRegistered, (), (name, kind))

struct OrganizationUpdated {
    static constexpr std::string_view kType = "organization.updated";
    static constexpr int kSchema = 1;
    std::optional<std::string> name;
    std::optional<OrganizationKind> kind;
};
BOOST_DESCRIBE_STRUCT(OrganizationUpdated, (), (name, kind))

// entry.voided on a stream that belongs to no holder, whose key could seal the reason.
struct OpenEntryVoided {
    static constexpr std::string_view kType = "entry.voided";
    static constexpr int kSchema = 1;
    std::int64_t seq;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(OpenEntryVoided, (), (seq, reason))

}  // namespace recert::events
