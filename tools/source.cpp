#include "tools/source.hpp"

#include <filesystem>
#include <sstream>

#include "store/durable_file.hpp"
#include "tools/bundle_source.hpp"
#include "tools/directory_source.hpp"

namespace recert::tools {

namespace fs = std::filesystem;

Result<std::unique_ptr<Source>> open_source(const Place& place) {
    if (fs::is_directory(place.path) && !fs::exists(fs::path(place.path) / kManifestFile))
        return DirectorySource::open(place.path);
    return BundleSource::open(place.path);
}

Result<std::vector<std::string>> read_vkeys(const std::string& file) {
    const auto text = store::read_file(file);
    if (!text) return tl::unexpected(text.error());
    if (!*text) return fail(ErrorCode::not_found, "there is no file " + file);
    std::istringstream in(**text);
    std::vector<std::string> vkeys;
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) vkeys.push_back(line);
    return vkeys;
}

}  // namespace recert::tools
