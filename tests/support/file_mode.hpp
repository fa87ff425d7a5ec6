// The permission bits of a file: who may read and write it.
#pragma once

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

namespace recert::support {

inline mode_t mode_of(const std::filesystem::path& path) {
    struct stat found {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 0777;
}

}  // namespace recert::support
