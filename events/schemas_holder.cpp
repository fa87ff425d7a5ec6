#include "events/stream_schemas_impl.hpp"

namespace recert::events {

template struct StreamSchemas<HolderEvent>;

}  // namespace recert::events
