// Runs a target over files, those of the folders named among its arguments: for compilers without
// libFuzzer.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/fuzz.hpp"

namespace {

void run(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int count, char** arguments) {
    std::size_t ran = 0;
    for (int n = 1; n < count; ++n)
        for (const auto& entry : std::filesystem::recursive_directory_iterator(arguments[n]))
            if (entry.is_regular_file()) {
                run(entry.path());
                ++ran;
            }
    std::cout << ran << " inputs\n";
    return ran > 0 ? 0 : 1;
}
