#include "events/stream_codec_impl.hpp"

namespace recert::events {

template struct StreamCodec<ProgramEvent>;
template struct StreamCodec<OrganizationEvent>;

}  // namespace recert::events
