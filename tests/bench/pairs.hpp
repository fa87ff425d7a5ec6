// Work beside the limit of what it can be, in turns in the same run: what else the machine does
// falls on both, and the ratio is not the machine's.
#pragma once

#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace recert::bench {

// Of this process, all its threads.
inline double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

template <class Work>
double cpu_seconds_of(const Work& work) {
    const double begun = cpu_seconds();
    work();
    return cpu_seconds() - begun;
}

inline double median(std::vector<double> numbers) {
    std::sort(numbers.begin(), numbers.end());
    return numbers.at(numbers.size() / 2);
}

inline std::string machine() {
    std::ifstream in("/proc/cpuinfo");
    std::string model = "unknown";
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("model name")) model = line.substr(line.find(':') + 2);
    return model + ", " + std::to_string(std::thread::hardware_concurrency()) + " threads";
}

}  // namespace recert::bench
