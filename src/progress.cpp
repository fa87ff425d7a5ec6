#include "progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace recert {
namespace {

constexpr std::uint64_t kCells = 40;
constexpr std::uint64_t kTenth = 10;

}  // namespace

ProgressBar::ProgressBar(std::string what)
    : what_(std::move(what)), is_terminal_(::isatty(STDERR_FILENO) == 1) {}

void ProgressBar::show(std::uint64_t done, std::uint64_t of) {
    const std::uint64_t percent = of == 0 ? 100 : std::min<std::uint64_t>(100, done * 100 / of);
    if (percent < shown_ + (is_terminal_ ? 1 : kTenth)) return;
    shown_ = is_terminal_ ? percent : percent / kTenth * kTenth;
    if (!is_terminal_) {
        std::cerr << what_ << ": " << shown_ << " %" << std::endl;
        return;
    }
    const std::uint64_t full = percent * kCells / 100;
    std::cerr << '\r' << what_ << " [" << std::string(full, '#') << std::string(kCells - full, '.')
              << "] " << percent << " %" << (percent == 100 ? "\n" : "") << std::flush;
}

}  // namespace recert
