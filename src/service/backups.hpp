// Backups of a running service: begun, and told of.
//
// One runs at a time, on a thread of its own; appends go on meanwhile. Where they go is a setting.
// Thread-safe.
#pragma once

#include "events/json.hpp"
#include "result.hpp"
#include "service/service.hpp"

namespace recert::service {

class Backups {
  public:
    virtual ~Backups() = default;

    // By an admin: {"state": "running", "began_at"} of the one begun, or of the one under way.
    // Errors: forbidden; not-found when no place for backups is set.
    virtual Result<events::Json> begin(const Principal& by) = 0;
    // Those there are, newest first; the page says its `state` and of the `last` what came of it.
    virtual Result<Page> list(const Principal& reader) const = 0;
};

}  // namespace recert::service
