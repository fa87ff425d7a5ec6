// Base58 with the alphabet of Bitcoin, as multibase has it behind a `z`. Pure.
#pragma once

#include <string>
#include <string_view>

namespace recert::documents {

std::string base58(std::string_view bytes);

}  // namespace recert::documents
