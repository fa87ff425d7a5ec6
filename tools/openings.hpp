// Openings: what shows single sealed fields of a ledger to who has no key of its holders, and
// proves each against its ciphertext (privacy/sealed_field.hpp).
//
// A file of lines {"seq", "pointer", "key"}, in order of seq. It lies beside an audit bundle, whose
// bytes are the same with and without it. All of it is kept in memory: kOpeningsMax at most.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "events/json.hpp"
#include "result.hpp"
#include "tools/findings.hpp"
#include "tools/http_client.hpp"
#include "tools/place_options.hpp"
#include "tools/source.hpp"

namespace recert::tools {

inline constexpr std::size_t kOpeningsMax = 1'000'000;

struct OpenedField {
    Seq seq;
    std::string pointer;
    std::string text;
};

class Openings {
  public:
    // Errors: malformed, with the line.
    static Result<Openings> read(const std::string& file);

    // Opens what it has keys for of an entry. Entries come in order, each once.
    void take(Seq seq, std::string_view entry, Findings& findings);
    // After the last entry: what was opened no entry for does not hold.
    void finish(Findings& findings) const;

    const std::vector<OpenedField>& opened() const { return opened_; }

  private:
    struct Opening {
        std::string pointer;
        std::string key;  // base64url
    };
    std::multimap<std::uint64_t, Opening> waiting_;  // by seq
    std::vector<OpenedField> opened_;
};

// Where a bundle's openings lie: beside it.
std::string openings_path(const std::string& bundle);

// Asks a service for what opens every field that is sealed for one of these holders in entries
// [from, until) of its ledger. Answers how many. Errors: those of the source, the service's
// refusals, storage; already-exists.
Result<std::uint64_t> disclose(Source& source, Seq from, Seq until,
                               const std::set<std::string>& holders, Server& server,
                               const std::string& file, const Progress& progress);

}  // namespace recert::tools
