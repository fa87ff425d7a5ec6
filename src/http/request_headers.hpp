// The values of the headers this service reads, each parsed in one place (RFC 9110, RFC 7240).
// Thread-safe; no state.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "position.hpp"
#include "result.hpp"

namespace recert::http {

inline constexpr std::size_t kIdempotencyKeyBytesMax = 255;
inline constexpr std::size_t kRequestIdBytesMax = 128;

// The token of `Bearer <token>`, or empty.
std::string_view bearer_token(std::string_view authorization);

// Whether a Content-Type is this media type, whatever its parameters.
bool is_media_type(std::string_view content_type, std::string_view wanted);

// Which of kFileMedia a Content-Type is; null: none.
const std::string_view* file_media(std::string_view content_type);

// Which of the media types an Accept header likes best; the first of them when it likes none, or
// several as much.
std::size_t preferred(std::string_view accept, std::span<const std::string_view> offers);

// A browser that shows what it gets, rather than a program.
bool wants_html(std::string_view accept);

bool prefers_minimal(std::string_view prefer);

// `"17-abc"`, `"17"` and a bare 17 mean version 17; `*` and an absent header expect nothing.
// Errors: version-mismatch for a tag that is none of ours, bad-parameter for no tag at all.
Result<std::optional<StreamVersion>> expected_version(std::string_view if_match);

// 1 to kIdempotencyKeyBytesMax printable ASCII characters.
bool is_idempotency_key(std::string_view key);
// Quoted (a structured field's string) or bare; nullopt if absent. Errors: bad-parameter.
Result<std::optional<std::string>> idempotency_key(std::string_view header);

// The client's own request id, when it is harmless in a log and a header; else a new one.
std::string request_id(std::string_view header);

}  // namespace recert::http
