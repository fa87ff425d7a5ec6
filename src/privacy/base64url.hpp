// Base64url without padding (RFC 4648 §5), for keys, salts, sealed fields and cursors.
//
// Decoding answers nullopt for anything that encoding would not have written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace recert::privacy {

std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace recert::privacy
