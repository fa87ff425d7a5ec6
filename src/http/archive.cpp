#include "http/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <chrono>
#include <utility>

namespace recert::http {
namespace {

constexpr int kFileMode = 0644;

la_ssize_t take_bytes(::archive*, void* ready, const void* bytes, std::size_t count) {
    static_cast<std::string*>(ready)->append(static_cast<const char*>(bytes), count);
    return static_cast<la_ssize_t>(count);
}

}  // namespace

struct Archive::Writer {
    ::archive* archive = archive_write_new();
    ::archive_entry* entry = archive_entry_new();
    std::time_t at;
    std::string file{};
    std::string ready{};

    explicit Writer(events::Instant instant)
        : at(std::chrono::duration_cast<std::chrono::seconds>(instant.time_since_epoch()).count()) {
        archive_write_set_format_zip(archive);
        archive_write_set_bytes_per_block(archive, 0);
        archive_write_open(archive, &ready, nullptr, take_bytes, nullptr);
    }
    ~Writer() {
        archive_entry_free(entry);
        archive_write_free(archive);
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    Status outcome(la_ssize_t code) const {
        if (code >= ARCHIVE_OK) return {};
        return fail(ErrorCode::storage,
                    std::string("the archive cannot be made: ") + archive_error_string(archive));
    }
};

Archive::Archive(events::Instant at) : writer_(std::make_unique<Writer>(at)) {}
Archive::~Archive() = default;

Status Archive::add(const std::string& name, std::string_view bytes) {
    Writer& writer = *writer_;
    if (name != writer.file) {
        writer.file = name;
        archive_entry_clear(writer.entry);
        archive_entry_set_pathname_utf8(writer.entry, name.c_str());
        archive_entry_set_filetype(writer.entry, AE_IFREG);
        archive_entry_set_perm(writer.entry, kFileMode);
        archive_entry_set_mtime(writer.entry, writer.at, 0);
        RECERT_TRY(writer.outcome(archive_write_header(writer.archive, writer.entry)));
    }
    return writer.outcome(archive_write_data(writer.archive, bytes.data(), bytes.size()));
}

Status Archive::finish() { return writer_->outcome(archive_write_close(writer_->archive)); }

std::string Archive::take() { return std::exchange(writer_->ready, {}); }

}  // namespace recert::http
