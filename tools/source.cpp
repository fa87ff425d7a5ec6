#include "tools/source.hpp"

#include <filesystem>
#include <sstream>

#include "store/durable_file.hpp"
#include "tools/bundle_source.hpp"
#include "tools/directory_source.hpp"
#include "tools/server_source.hpp"

namespace recert::tools {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kProgressEvery = 1'000;

}  // namespace

Status visit_entries(Source& source, Seq from, Seq until, const ledger::EntryVisitor& visit,
                     const Progress& progress) {
    const std::uint64_t all = until.value - from.value;
    RECERT_TRY(source.visit(from, until, [&](Seq seq, std::string_view entry) {
        const std::uint64_t done = seq.value - from.value;
        if (done % kProgressEvery == 0) progress(done, all);
        return visit(seq, entry);
    }));
    progress(all, all);
    return {};
}

Result<std::unique_ptr<Source>> open_source(const Place& place) {
    if (!place.server.empty()) {
        const auto token = read_token(place.token_file);
        if (!token) return tl::unexpected(token.error());
        return ServerSource::open(std::make_unique<HttpClient>(place.server, *token));
    }
    if (fs::is_directory(place.path) && !fs::exists(fs::path(place.path) / kManifestFile))
        return DirectorySource::open(place.path);
    return BundleSource::open(place.path);
}

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

Result<std::vector<std::string>> read_vkeys(const std::string& file) {
    const auto text = store::read_file(file);
    if (!text) return tl::unexpected(text.error());
    if (!*text) return fail(ErrorCode::not_found, "there is no file " + file);
    return lines_of(**text);
}

}  // namespace recert::tools
