// How far a long piece of work is, on stderr: a bar on a terminal, else a line each tenth.
#pragma once

#include <cstdint>
#include <string>

namespace recert {

class ProgressBar {
  public:
    explicit ProgressBar(std::string what);

    void show(std::uint64_t done, std::uint64_t of);

  private:
    const std::string what_;
    const bool is_terminal_;
    std::uint64_t shown_ = 0;  // percent
};

}  // namespace recert
