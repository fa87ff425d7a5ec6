// Writes the files of an audit bundle, into a new directory or, where the name ends in .tar, a new
// tar.
//
// One file after the other, in parts as large as they come; what was written is noted with its
// SHA-256. It grows under `<path>.new` and gets its name when finish() has succeeded. Errors:
// already-exists, storage, too-large (tar.hpp).
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "ledger/hash.hpp"
#include "result.hpp"
#include "tools/bundle.hpp"

namespace recert::tools {

class BundleWriter {
  public:
    static Result<std::unique_ptr<BundleWriter>> open(const std::string& path);

    Status begin(const std::string& name);
    Status write(std::string_view bytes);
    Status end();
    Status add(const std::string& name, std::string_view bytes);  // all three
    Status finish();

    const std::map<std::string, Manifest::File>& files() const { return files_; }

  private:
    explicit BundleWriter(std::string path);
    Status put_header(const std::string& name, std::uint64_t bytes);
    Status check(std::string_view what) const;

    const std::string path_;
    const std::string growing_;
    const bool is_tar_;
    std::ofstream out_;
    std::string name_;  // of the file that is being written
    std::uint64_t bytes_ = 0;
    std::unique_ptr<ledger::RunningHash> hash_;
    std::streamoff header_at_ = 0;
    std::map<std::string, Manifest::File> files_;
};

}  // namespace recert::tools
