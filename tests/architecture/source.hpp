// The source tree as the architecture test sees it: paths relative to the root, and texts.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace recert::architecture {

struct SourceFile {
    std::string path;  // src/store/reading.hpp
    std::string text;
    bool is_cpp() const { return path.ends_with(".hpp") || path.ends_with(".cpp"); }
};

// What is wrong, for people: `src/store/reading.hpp:12: …`.
using Complaints = std::vector<std::string>;

std::string place(const SourceFile& file, std::size_t line);  // line from 1
std::vector<std::string_view> lines_of(const SourceFile& file);

// All .hpp, .cpp and CMakeLists.txt below the five source folders and the root.
std::vector<SourceFile> read_tree(const std::filesystem::path& root);

// The folders of the root that are neither hidden nor made by building or running.
std::vector<std::string> top_folders(const std::filesystem::path& root);

}  // namespace recert::architecture
