// The files of the pages, as they are in this folder, embedded into the binary.
#pragma once

#include <span>
#include <string_view>

namespace recert::web {

struct Asset {
    std::string_view name;  // docs.html
    std::string_view bytes;
};

std::span<const Asset> assets();

}  // namespace recert::web
