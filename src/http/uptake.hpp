// The body of a streamed request, on its way from the reader to whoever takes it.
//
// One thread, and no socket: the connection reads when asked to, and tells how that went. The sink
// is given bytes only while it has room, and its end exactly once.
#pragma once

#include "http/body.hpp"
#include "http/request_reader.hpp"

namespace recert::http {

class Uptake {
  public:
    // Without a sink there is nothing to take up.
    Uptake(RequestReader& reader, BodySink* sink) : reader_(reader), sink_(sink) {}

    bool wants_more();  // passes on what is here; true: read more
    void broke_off(bool timed_out);

  private:
    void end(Status how);

    RequestReader& reader_;
    BodySink* sink_;  // null once it has had its end
};

}  // namespace recert::http
