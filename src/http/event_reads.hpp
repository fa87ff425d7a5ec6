// Pages of events as text: read and written down on the read pool, one page at a time.
//
// Belongs to one connection and its loop's thread; read() blocks and is for a handler on the pool.
// Who asks is asked for at each page: a token may be revoked meanwhile. A read that outlives its
// EventReads is thrown away. What fails is logged here.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "http/body.hpp"
#include "http/call.hpp"
#include "http/identity.hpp"

namespace recert::http {

// So many at once: of the largest entries there are, 16 MiB.
inline constexpr std::size_t kEventsAtOnce = 256;

struct EventText {
    std::string text;                 // empty when no event of the page fits the query
    std::optional<std::string> next;  // the cursor to go on with
};

class EventReads {
  public:
    // Appends one event.
    using Writer = void (*)(std::string& text, const events::Json& envelope);

    EventReads(const Call& call, Writer writer);

    Result<EventText> read(const service::EventsQuery& query) const;

    void wake_by(Wake wake) { wake_ = std::move(wake); }
    void begin(service::EventsQuery query);  // when none is under way
    bool is_under_way() const { return job_ != nullptr; }
    std::optional<Result<EventText>> outcome();  // once, when it is there

  private:
    struct Job;

    App app_;
    Voucher voucher_;
    std::string request_id_;
    Writer writer_;
    Wake wake_;
    std::shared_ptr<Job> job_;
};

// What the call asks of the whole of a list: without `limit` and `cursor`, which are a page's.
Result<service::EventsQuery> whole_query(const Call& call,
                                         std::optional<events::StreamName> stream);

}  // namespace recert::http
