// Pages of events as text: read and written down on the read pool, one page at a time.
//
// Belongs to one connection and its loop's thread; read() blocks and is for a handler on the pool.
// Who asks is asked for at each page: a token may be revoked meanwhile.
#pragma once

#include <optional>
#include <string>

#include "http/call.hpp"
#include "http/identity.hpp"
#include "http/pool_job.hpp"

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

    void work_with(const Reads& reads, Wake wake) { job_.work_with(reads, std::move(wake)); }
    void begin(service::EventsQuery query);  // when none is under way
    bool is_under_way() const { return job_.is_under_way(); }
    std::optional<Result<EventText>> outcome() { return job_.outcome(); }  // once, when it is there

  private:
    service::Service* service_;
    Voucher voucher_;
    Writer writer_;
    PoolJob<EventText> job_;
};

// What the call asks of the whole of a list: without `limit` and `cursor`, which are a page's.
Result<service::EventsQuery> whole_query(const Call& call,
                                         std::optional<events::StreamName> stream);

}  // namespace recert::http
