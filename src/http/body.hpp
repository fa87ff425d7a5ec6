// Bodies that are not there at once: an answer that is made while it is sent, a request's body that
// is taken while it comes.
//
// A connection asks a source for the next piece when the one before is written, and offers a sink
// bytes only while it has room: whoever is slow is waited for, and nothing piles up. All is called
// on the connection's loop and must not block; a source that needs others (the read pool, the
// service) has them call `wake`, from any thread and as often as they like, and is asked again.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "http/message.hpp"
#include "http/settings.hpp"
#include "result.hpp"

namespace recert::http {

using Wake = std::function<void()>;

// Runs a job that may block (a read of RocksDB) away from the I/O threads. At most one job for each
// connection is under way, so the queue is bounded by Settings::connections_max. A job must hold no
// Reads: a queue that held its own pool would never be freed.
using Reads = std::function<void(std::function<void()>)>;

// Nothing yet: ask again at that time, or when woken.
struct Wait {
    Clock::time_point until = Clock::time_point::max();
};
struct End {};
// The rest cannot be had: the connection is reset, so that a part is not taken for the whole.
struct Broken {};
using Next = std::variant<std::string, Wait, End, Broken>;  // a piece is never empty

class BodySource {
  public:
    virtual ~BodySource() = default;
    virtual void begin(const Reads& reads, Wake wake) = 0;  // once, before all else
    virtual Next next() = 0;
    virtual void drain() {}  // the server ends: come to an end early, where that tells the truth
};

class BodySink {
  public:
    virtual ~BodySink() = default;
    virtual bool has_room() const = 0;
    virtual void take(std::string_view bytes) = 0;
    // The last call: the body was whole, or why it broke off.
    virtual void end(Status how) = 0;
};

// Takes the body of a request that is answered when the body has come, or as soon as no more of it
// is wanted.
class Upload : public BodySink {
  public:
    virtual void begin(Reply reply) = 0;  // once, before all else
};

}  // namespace recert::http
