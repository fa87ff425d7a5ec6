#include "events/stream_schemas_impl.hpp"

namespace recert::events {

template struct StreamSchemas<ProgramEvent>;
template struct StreamSchemas<OrganizationEvent>;

}  // namespace recert::events
