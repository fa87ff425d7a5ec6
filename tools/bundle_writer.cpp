#include "tools/bundle_writer.hpp"

#include <filesystem>

#include "tools/tar.hpp"

namespace recert::tools {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlocksAtEnd = 2;

}  // namespace

BundleWriter::BundleWriter(std::string path)
    : path_(std::move(path)), growing_(path_ + ".new"), is_tar_(path_.ends_with(".tar")) {}

Result<std::unique_ptr<BundleWriter>> BundleWriter::open(const std::string& path) {
    std::unique_ptr<BundleWriter> writer(new BundleWriter(path));
    std::error_code error;
    if (fs::exists(path, error)) return fail(ErrorCode::already_exists, path + " exists already");
    fs::remove_all(writer->growing_, error);
    if (writer->is_tar_)
        writer->out_.open(writer->growing_, std::ios::binary);
    else
        fs::create_directory(writer->growing_, error);
    if (error) return fail(ErrorCode::storage, path + ": " + error.message());
    RECERT_TRY(writer->check("made"));
    return writer;
}

Status BundleWriter::check(std::string_view what) const {
    if (out_) return {};
    return fail(ErrorCode::storage, growing_ + " cannot be " + std::string(what));
}

// A tar's is written again when the file's size is known.
Status BundleWriter::put_header(const std::string& name, std::uint64_t bytes) {
    const auto header = tar_header({name, bytes});
    if (!header) return tl::unexpected(header.error());
    out_ << *header;
    return {};
}

Status BundleWriter::begin(const std::string& name) {
    name_ = name;
    bytes_ = 0;
    hash_ = std::make_unique<ledger::RunningHash>();
    if (is_tar_) {
        header_at_ = out_.tellp();
        return put_header(name, 0);
    }
    const fs::path path = fs::path(growing_) / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    out_.open(path, std::ios::binary);
    return check("written");
}

Status BundleWriter::write(std::string_view bytes) {
    out_ << bytes;
    hash_->add(bytes);
    bytes_ += bytes.size();
    return check("written");
}

Status BundleWriter::end() {
    files_[name_] = {bytes_, ledger::hex(ledger::bytes_of(hash_->finish()))};
    if (!is_tar_) {
        out_.close();
        return check("written");
    }
    out_ << std::string(tar_padding(bytes_), '\0');
    const auto end = out_.tellp();
    out_.seekp(header_at_);
    RECERT_TRY(put_header(name_, bytes_));
    out_.seekp(end);
    return check("written");
}

Status BundleWriter::add(const std::string& name, std::string_view bytes) {
    RECERT_TRY(begin(name));
    RECERT_TRY(write(bytes));
    return end();
}

Status BundleWriter::finish() {
    if (is_tar_) {
        out_ << std::string(kBlocksAtEnd * kTarBlock, '\0');
        out_.close();
        RECERT_TRY(check("written"));
    }
    std::error_code error;
    fs::rename(growing_, path_, error);
    if (error) return fail(ErrorCode::storage, path_ + ": " + error.message());
    return {};
}

}  // namespace recert::tools
