// Reminders by mail, as the doors see them: what became of those that did not go well, and the
// secret address in each by which a person gets no more of them. Thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "service/service.hpp"

namespace recert::service {

// Mails since the start, by what became of them.
struct NoticeCounts {
    std::uint64_t taken = 0;    // by the server
    std::uint64_t put_off = 0;  // each time
    std::uint64_t refused = 0;
    std::uint64_t unknown = 0;
    std::uint64_t unreached = 0;  // attempts at a server that took none
};

class Notices {
  public:
    virtual ~Notices() = default;

    // Mails that were refused or are not known to have left, the latest day first; then those that
    // are on their way. Errors: forbidden, bad-parameter.
    virtual Result<Page> mails(const Paging& paging, const Principal& reader) const = 0;
    virtual NoticeCounts counts() const = 0;

    // Whether there is such an address. Errors: not-found.
    virtual Status check_stop(std::string_view secret) const = 0;
    // No more reminders for the person whose address it is; quiet when repeated. Blocks. Errors:
    // not-found, those of an append.
    virtual Status stop(std::string_view secret) = 0;
};

}  // namespace recert::service
