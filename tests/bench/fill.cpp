// Writes the ledger that what-if, replay and verify are measured on. Run by `tools/bench`.
//
// usage: recert_bench_fill FOLDER CREDENTIALS
#include <iostream>

#include "bench/filling.hpp"

int main(int count, char** arguments) {
    try {
        if (count != 3) throw std::runtime_error("usage: recert_bench_fill FOLDER CREDENTIALS");
        recert::bench::fill(std::filesystem::path(arguments[1]) / "data", std::stoul(arguments[2]));
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
    return 0;
}
