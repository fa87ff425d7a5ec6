#include "events/stream_codec_impl.hpp"

namespace recert::events {

template struct StreamCodec<CredentialEvent>;

}  // namespace recert::events
