// The schemas of one stream's events, instantiated once a stream (schemas_*.cpp), as StreamCodec
// is and for the same reason.
#pragma once

#include <vector>

#include "events/schema.hpp"

namespace recert::events {

template <class StreamEvent>
struct StreamSchemas {
    static std::vector<EventType> types();
};

extern template struct StreamSchemas<ProgramEvent>;
extern template struct StreamSchemas<OrganizationEvent>;
extern template struct StreamSchemas<HolderEvent>;
extern template struct StreamSchemas<CredentialEvent>;

// `form`, narrowed by what checks.cpp asks of a type's fields.
Json with_checks(std::string_view type, Json form);

}  // namespace recert::events
