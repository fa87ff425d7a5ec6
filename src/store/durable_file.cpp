#include "store/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "store/crash_point.hpp"

namespace recert::store {

namespace {

constexpr std::size_t kReadBytes = std::size_t{64} << 10;

tl::unexpected<Error> failed_at(std::string_view doing, const std::filesystem::path& path) {
    const int number = errno;
    return fail(ErrorCode::storage, std::string(doing) + " " + path.string() + ": " +
                                        std::generic_category().message(number));
}

class Descriptor {
  public:
    Descriptor(const std::filesystem::path& path, int flags, mode_t mode = 0) {
        do number_ = ::open(path.c_str(), flags | O_CLOEXEC, mode);
        while (number_ < 0 && errno == EINTR);
    }
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

  private:
    int number_ = -1;
};

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Status sync_directory(const std::filesystem::path& path) {
    const Descriptor directory(path, O_RDONLY | O_DIRECTORY);
    if (!directory || ::fsync(directory.number()) != 0) return failed_at("syncing", path);
    return {};
}

std::filesystem::path directory_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

Status replace_file(const std::filesystem::path& path, std::string_view bytes, mode_t mode,
                    [[maybe_unused]] std::string_view point) {
    std::filesystem::path fresh = path;
    fresh += ".new";
    {
        const Descriptor file(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode);
        if (!file) return failed_at("creating", fresh);
        // A left-over of an earlier attempt keeps its mode otherwise.
        if (::fchmod(file.number(), mode) != 0) return failed_at("protecting", fresh);
        if (!write_all(file.number(), bytes)) return failed_at("writing", fresh);
        if (::fsync(file.number()) != 0) return failed_at("syncing", fresh);
    }
    crash_point(point);
    if (::rename(fresh.c_str(), path.c_str()) != 0) return failed_at("renaming to", path);
    return sync_directory(directory_of(path));
}

Result<std::optional<std::string>> read_start(const std::filesystem::path& path,
                                              std::size_t bytes) {
    const Descriptor file(path, O_RDONLY);
    if (!file && errno == ENOENT) return std::nullopt;
    if (!file) return failed_at("opening", path);
    std::string start;
    std::string block(std::min(bytes, kReadBytes), '\0');
    while (start.size() < bytes) {
        const std::size_t wanted = std::min(block.size(), bytes - start.size());
        const ssize_t got = ::read(file.number(), block.data(), wanted);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed_at("reading", path);
        if (got == 0) return start;
        start.append(block, 0, static_cast<std::size_t>(got));
    }
    return start;
}

Result<std::optional<std::string>> read_file(const std::filesystem::path& path,
                                             std::size_t bytes_max) {
    auto bytes = read_start(path, bytes_max + 1);
    if (!bytes || !*bytes || (*bytes)->size() <= bytes_max) return bytes;
    return fail(ErrorCode::corrupt, path.string() + " is longer than such a file can be");
}

Status rename_directory(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return failed_at("renaming to", to);
    return sync_directory(directory_of(to));
}

Status remove_file(const std::filesystem::path& path) {
    if (::unlink(path.c_str()) == 0) return sync_directory(directory_of(path));
    if (errno == ENOENT) return {};
    return failed_at("removing", path);
}

Status remove_directory(const std::filesystem::path& path) {
    std::error_code error;
    const auto removed = std::filesystem::remove_all(path, error);
    if (error)
        return fail(ErrorCode::storage, "removing " + path.string() + ": " + error.message());
    return removed == 0 ? Status() : sync_directory(directory_of(path));
}

Status make_directory(const std::filesystem::path& path, mode_t mode) {
    if (::mkdir(path.c_str(), mode) == 0) return sync_directory(directory_of(path));
    struct stat found {};
    if (errno == EEXIST && ::stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode)) return {};
    return failed_at("making the directory", path);
}

}  // namespace recert::store
