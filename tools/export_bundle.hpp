// Makes an audit bundle of a source's entries, all of those that are signed or a range of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "result.hpp"
#include "tools/bundle.hpp"
#include "tools/place_options.hpp"
#include "tools/source.hpp"

namespace recert::tools {

struct BundleOrder {
    std::optional<Seq> first;        // else the first entry there is
    std::optional<Seq> last;         // else the last that is signed
    std::vector<std::string> vkeys;  // empty: those that came with the source
    std::string path;
};

// What is in it. Errors: no-checkpoint-yet, bad-parameter (a range beyond what is signed), those of
// the source and of BundleWriter.
Result<Manifest> export_bundle(Source& source, const BundleOrder& order, const Progress& progress);

}  // namespace recert::tools
