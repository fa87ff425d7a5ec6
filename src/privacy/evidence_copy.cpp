#include "privacy/evidence_copy.hpp"

#include <algorithm>
#include <map>

#include "privacy/base64url.hpp"
#include "privacy/cipher.hpp"
#include "privacy/evidence.hpp"
#include "store/durable_file.hpp"

namespace recert::privacy {
namespace {

namespace fs = std::filesystem;

// In byte order; none when there is no such directory.
Result<std::vector<fs::path>> entries_of(const fs::path& directory) {
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error))
        entries.push_back(at->path());
    if (error && error != std::errc::no_such_file_or_directory)
        return fail(ErrorCode::storage, "reading " + directory.string() + ": " + error.message());
    std::ranges::sort(entries);
    return entries;
}

std::string copy_name(const std::string& name, std::string_view bytes) {
    return name + '.' + to_base64url(sha256(bytes));
}

// A file that was half written when a kill came is none.
bool is_half_written(const fs::path& file) { return file.extension() == ".new"; }

bool is_same(const fs::path& file, const fs::path& copy) {
    std::error_code error;
    const bool same = fs::last_write_time(file, error) == fs::last_write_time(copy, error) &&
                      fs::file_size(file, error) == fs::file_size(copy, error);
    return same && !error;
}

Status write_as_old_as(const fs::path& from, const fs::path& to, std::string_view bytes) {
    std::error_code error;
    const auto time = fs::last_write_time(from, error);
    RECERT_TRY(store::replace_file(to, bytes, store::kSecretFile));
    if (!error) fs::last_write_time(to, time, error);
    return {};
}

// One holder's; `copied.gone` is what the place has beside them.
Status copy_files(const fs::path& from, const fs::path& to, EvidenceCopied& copied) {
    const auto files = entries_of(from);
    if (!files) return tl::unexpected(files.error());
    const auto there = entries_of(to);
    if (!there) return tl::unexpected(there.error());
    std::multimap<std::string, fs::path> copies;
    for (const fs::path& copy : *there) copies.emplace(copy.stem().string(), copy);
    if (there->empty()) RECERT_TRY(store::make_directory(to, store::kSecretDirectory));
    for (const fs::path& file : *files) {
        if (is_half_written(file)) continue;
        const std::string name = file.filename().string();
        const auto [first, last] = copies.equal_range(name);
        auto same =
            std::find_if(first, last, [&](const auto& c) { return is_same(file, c.second); });
        if (same != last) {
            std::error_code ignored;  // just now it had one
            copied.bytes += fs::file_size(same->second, ignored);
            copies.erase(same);
        } else {
            const auto bytes = store::read_file(file, kSealedFileBytesMax);
            if (!bytes) return tl::unexpected(bytes.error());
            if (!*bytes) continue;  // removed meanwhile
            const std::string as = copy_name(name, **bytes);
            RECERT_TRY(write_as_old_as(file, to / as, **bytes));
            std::erase_if(copies, [&](const auto& c) { return c.second.filename() == as; });
            copied.bytes += (*bytes)->size();
        }
        ++copied.files;
    }
    for (const auto& [name, copy] : copies) copied.gone.push_back(copy);
    return {};
}

Result<std::string> read_copy(const fs::path& copy) {
    auto bytes = store::read_file(copy, kSealedFileBytesMax);
    if (!bytes) return tl::unexpected(bytes.error());
    if (*bytes && copy.filename() == copy_name(copy.stem().string(), **bytes)) return **bytes;
    return fail(ErrorCode::corrupt, copy.string() + " is not what was copied");
}

// Of each copy, with its holder.
Status visit_copies(const fs::path& place,
                    const std::function<Status(const fs::path& copy)>& visit) {
    const auto holders = entries_of(evidence_directory(place));
    if (!holders) return tl::unexpected(holders.error());
    for (const fs::path& holder : *holders) {
        const auto copies = entries_of(holder);
        if (!copies) return tl::unexpected(copies.error());
        for (const fs::path& copy : *copies)
            if (!is_half_written(copy)) RECERT_TRY(visit(copy));
    }
    return {};
}

}  // namespace

Result<EvidenceCopied> copy_evidence(const fs::path& data_directory, const fs::path& place,
                                     const store::GoesOn& goes_on) {
    const fs::path to = evidence_directory(place);
    RECERT_TRY(store::make_directory(to, store::kSecretDirectory));
    const fs::path from = evidence_directory(data_directory);
    const auto holders = entries_of(from);
    if (!holders) return tl::unexpected(holders.error());
    const auto there = entries_of(to);
    if (!there) return tl::unexpected(there.error());
    EvidenceCopied copied;
    for (const fs::path& holder : *holders) {
        if (!goes_on()) return fail(ErrorCode::storage, "copying the evidence was given up");
        RECERT_TRY(copy_files(holder, to / holder.filename(), copied));
    }
    for (const fs::path& holder : *there)
        if (!std::ranges::binary_search(*holders, from / holder.filename()))
            copied.gone.push_back(holder);
    return copied;
}

Status remove_gone(const EvidenceCopied& copied) {
    for (const fs::path& gone : copied.gone) RECERT_TRY(store::remove_directory(gone));
    return {};
}

Result<std::uint64_t> verify_evidence(const fs::path& place) {
    std::uint64_t files = 0;
    const auto verify = [&](const fs::path& copy) -> Status {
        RECERT_TRY(read_copy(copy));
        ++files;
        return {};
    };
    RECERT_TRY(visit_copies(place, verify));
    return files;
}

Result<std::uint64_t> restore_evidence(const fs::path& place, const fs::path& data_directory) {
    const fs::path to = evidence_directory(data_directory);
    RECERT_TRY(store::make_directory(to, store::kSecretDirectory));
    std::uint64_t files = 0;
    const auto put_back = [&](const fs::path& copy) -> Status {
        const auto bytes = read_copy(copy);
        if (!bytes) return tl::unexpected(bytes.error());
        const fs::path holder = to / copy.parent_path().filename();
        RECERT_TRY(store::make_directory(holder, store::kSecretDirectory));
        RECERT_TRY(write_as_old_as(copy, holder / copy.stem(), *bytes));
        ++files;
        return {};
    };
    RECERT_TRY(visit_copies(place, put_back));
    return files;
}

}  // namespace recert::privacy
