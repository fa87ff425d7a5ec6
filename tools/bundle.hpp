// An audit bundle: what an auditor needs to check a ledger, or a part of it, and nothing else.
//
//   checkpoint        the signed note, byte for byte
//   entries.ndjson    the entries, exact bytes, one a line, in order
//   rules/<program>/<seq>.json
//                     the data of each program.published among them, canonical JSON
//   manifest.json     {"format": 1, "origin", "first_seq", "last_seq", "entries", "left", "right",
//                     "vkeys", "files": {<name>: {"bytes", "sha256"}}}
//
// left and right complete the tree of the checkpoint: the roots, base64, of the fewest complete
// subtrees before the first entry and after the last one, in order. The same ledger, checkpoint
// and range give the same bytes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "events/event.hpp"
#include "ledger/hash.hpp"
#include "position.hpp"
#include "result.hpp"

namespace recert::tools {

inline constexpr std::uint64_t kBundleFormat = 1;
inline constexpr const char* kCheckpointFile = "checkpoint";
inline constexpr const char* kEntriesFile = "entries.ndjson";
inline constexpr const char* kManifestFile = "manifest.json";
inline constexpr const char* kRulesFolder = "rules/";
inline constexpr std::size_t kManifestBytesMax = std::size_t{16} << 20;

struct Manifest {
    struct File {
        std::uint64_t bytes = 0;
        std::string sha256;  // hex
        bool operator==(const File&) const = default;
    };

    std::string origin;
    Seq from;   // entries [from, until)
    Seq until;  // = last_seq + 1
    std::vector<ledger::Hash> left;
    std::vector<ledger::Hash> right;
    std::vector<std::string> vkeys;
    std::map<std::string, File> files;  // all but the manifest itself

    std::string text() const;
    // `malformed`, with a pointer, unless it is exactly what text() writes.
    static Result<Manifest> parse(std::string_view text);
};

// If the event publishes rules: the name of their document, and the document.
struct RulesDocument {
    std::string name;
    std::string text;
};
std::optional<RulesDocument> rules_document(const events::Recorded& recorded);

}  // namespace recert::tools
