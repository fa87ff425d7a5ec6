#include "events/stream_schemas_impl.hpp"

namespace recert::events {

template struct StreamSchemas<CredentialEvent>;

}  // namespace recert::events
