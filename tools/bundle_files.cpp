#include "tools/bundle_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include "tools/tar.hpp"

namespace recert::tools {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = std::size_t{1} << 20;

tl::unexpected<Error> too_many() {
    return fail(ErrorCode::malformed, "it has more files than a bundle has");
}

Result<BundleFiles> files_in_directory(const fs::path& directory) {
    BundleFiles files;
    for (const auto& file : fs::recursive_directory_iterator(directory)) {
        if (file.is_directory()) continue;
        const std::string name = fs::relative(file.path(), directory).generic_string();
        if (!file.is_regular_file() || file.is_symlink())
            return fail(ErrorCode::malformed, name + " is no plain file");
        files[name] = {file.path().string(), 0, file.file_size()};
        if (files.size() > kBundleFilesMax) return too_many();
    }
    return files;
}

Result<BundleFiles> files_in_tar(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail(ErrorCode::not_found, path + " cannot be read");
    const std::uint64_t end = fs::file_size(path);
    BundleFiles files;
    std::string block(kTarBlock, '\0');
    for (std::uint64_t at = 0;;) {
        in.seekg(static_cast<std::streamoff>(at));
        in.read(block.data(), kTarBlock);
        const auto header = read_tar_header(
            std::string_view(block).substr(0, static_cast<std::size_t>(in.gcount())));
        if (!header) return tl::unexpected(header.error());
        if (!*header) return files;
        at += kTarBlock;
        if ((*header)->bytes > end - at)
            return fail(ErrorCode::malformed, (*header)->name + " is cut off");
        if (!files.emplace((*header)->name, FilePart{path, at, (*header)->bytes}).second)
            return fail(ErrorCode::malformed, (*header)->name + " is there twice");
        if (files.size() > kBundleFilesMax) return too_many();
        at += (*header)->bytes + tar_padding((*header)->bytes);
    }
}

// Gives the part's bytes, some at a time; false ends it.
Status visit_chunks(const FilePart& part, const std::function<bool(std::string_view)>& visit) {
    std::ifstream in(part.path, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(part.from));
    std::vector<char> chunk(kChunk);
    for (std::uint64_t left = part.bytes; left > 0;) {
        const auto wanted = static_cast<std::streamsize>(std::min<std::uint64_t>(left, kChunk));
        if (!in.read(chunk.data(), wanted))
            return fail(ErrorCode::storage, part.path + " cannot be read to its end");
        if (!visit({chunk.data(), static_cast<std::size_t>(wanted)})) return {};
        left -= static_cast<std::uint64_t>(wanted);
    }
    return {};
}

}  // namespace

Result<BundleFiles> files_of_bundle(const std::string& path) {
    try {
        return fs::is_directory(path) ? files_in_directory(path) : files_in_tar(path);
    } catch (const fs::filesystem_error& error) {
        return fail(ErrorCode::storage, error.what());
    }
}

Result<std::string> read_part(const FilePart& part, std::size_t bytes_max) {
    if (part.bytes > bytes_max)
        return fail(ErrorCode::too_large,
                    "a file of more than " + std::to_string(bytes_max) + " bytes");
    std::string bytes;
    RECERT_TRY(visit_chunks(part, [&](std::string_view chunk) {
        bytes.append(chunk);
        return true;
    }));
    return bytes;
}

Result<ledger::Hash> hash_of(const FilePart& part) {
    ledger::RunningHash hash;
    RECERT_TRY(visit_chunks(part, [&](std::string_view chunk) {
        hash.add(chunk);
        return true;
    }));
    return hash.finish();
}

Status visit_lines(const FilePart& part, std::size_t line_bytes_max,
                   const std::function<bool(std::string_view line)>& visit) {
    std::string begun;
    bool goes_on = true;
    bool fits = true;
    RECERT_TRY(visit_chunks(part, [&](std::string_view chunk) {
        for (std::size_t end; goes_on && (end = chunk.find('\n')) != chunk.npos;) {
            begun.append(chunk.substr(0, end));
            fits = begun.size() <= line_bytes_max;
            goes_on = fits && visit(begun);
            begun.clear();
            chunk.remove_prefix(end + 1);
        }
        if (goes_on) begun.append(chunk);
        fits = fits && begun.size() <= line_bytes_max + kChunk;
        return goes_on && fits;
    }));
    if (!fits || begun.size() > line_bytes_max)
        return fail(ErrorCode::malformed, "a line is longer than an entry may be");
    if (goes_on && !begun.empty()) return fail(ErrorCode::malformed, "the last line does not end");
    return {};
}

}  // namespace recert::tools
