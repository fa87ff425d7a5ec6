// Base64 (RFC 4648 §4) with padding, without line breaks; decoding takes only what encoding writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace recert::ledger {

std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace recert::ledger
