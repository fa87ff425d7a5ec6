#include "architecture/source.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace recert::architecture {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kFolders[] = {"events", "projections", "src", "tools", "tests"};

SourceFile read(const fs::path& root, const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {file.lexically_relative(root).generic_string(),
            std::string((std::istreambuf_iterator<char>(in)), {})};
}

}  // namespace

std::string place(const SourceFile& file, std::size_t line) {
    return file.path + ":" + std::to_string(line) + ": ";
}

std::vector<std::string_view> lines_of(const SourceFile& file) {
    std::vector<std::string_view> lines;
    std::string_view rest = file.text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size() - 1);
        lines.push_back(rest.substr(0, rest[end] == '\n' ? end : end + 1));
        rest.remove_prefix(end + 1);
    }
    return lines;
}

std::vector<SourceFile> read_tree(const fs::path& root) {
    std::vector<SourceFile> files{read(root, root / "CMakeLists.txt")};
    for (const auto folder : kFolders) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const auto extension = entry.path().extension();
            if (extension == ".hpp" || extension == ".cpp" ||
                entry.path().filename() == "CMakeLists.txt")
                files.push_back(read(root, entry.path()));
        }
    }
    return files;
}

std::vector<std::string> top_folders(const fs::path& root) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(root)) {
        const auto name = entry.path().filename().string();
        if (entry.is_directory() && !name.starts_with('.') && !name.starts_with("build") &&
            name != "data")
            names.push_back(name);
    }
    return names;
}

}  // namespace recert::architecture
