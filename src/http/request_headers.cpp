#include "http/request_headers.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <random>

#include "http/message.hpp"

namespace recert::http {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::optional<std::string> unquoted(std::string_view text) {
    if (text.size() < 2 || text.back() != '"') return std::nullopt;
    text = text.substr(1, text.size() - 2);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') return std::nullopt;
        if (text[i] == '\\' && (++i == text.size() || (text[i] != '"' && text[i] != '\\')))
            return std::nullopt;
        out += text[i];
    }
    return out;
}

// How much a client likes a media type; of what it likes as much, it named some more exactly.
struct Liking {
    int weight = 0;  // thousandths
    int exactness = 0;
    auto operator<=>(const Liking&) const = default;
};

int exactness_of(std::string_view range, std::string_view type) {
    if (equals_ignoring_case(range, type)) return 3;
    const bool is_family =
        range.ends_with("/*") && type.starts_with(range.substr(0, range.size() - 1));
    if (is_family) return 2;
    return range == "*/*" ? 1 : 0;
}

// `;q=0.5`, the one parameter that is looked at; what is no number is as good as absent.
int weight_of(std::string_view parameters) {
    constexpr int kMost = 1000;
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) return kMost;
    const std::string_view digits = parameters.substr(at + 2);
    double weight = 1;
    std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    return static_cast<int>(std::clamp(weight, 0.0, 1.0) * kMost);
}

// The range that names the type most exactly decides (RFC 9110 §12.5.1).
Liking liking_of(std::string_view accept, std::string_view type) {
    Liking liking;
    while (!accept.empty()) {
        const auto end = std::min(accept.find(','), accept.size());
        const std::string_view one = accept.substr(0, end);
        const auto semicolon = std::min(one.find(';'), one.size());
        const int exactness = exactness_of(trimmed(one.substr(0, semicolon)), type);
        if (exactness > liking.exactness) liking = {weight_of(one.substr(semicolon)), exactness};
        accept.remove_prefix(std::min(end + 1, accept.size()));
    }
    return liking;
}

}  // namespace

std::string_view bearer_token(std::string_view authorization) {
    constexpr std::string_view kScheme = "bearer ";
    if (!equals_ignoring_case(authorization.substr(0, kScheme.size()), kScheme)) return {};
    return trimmed(authorization.substr(kScheme.size()));
}

bool is_media_type(std::string_view content_type, std::string_view wanted) {
    return equals_ignoring_case(trimmed(content_type.substr(0, content_type.find(';'))), wanted);
}

const std::string_view* file_media(std::string_view content_type) {
    const auto* const found = std::ranges::find_if(
        kFileMedia, [&](std::string_view media) { return is_media_type(content_type, media); });
    return found == kFileMedia.end() ? nullptr : found;
}

std::size_t preferred(std::string_view accept, std::span<const std::string_view> offers) {
    std::size_t best = 0;
    Liking most{};
    for (std::size_t i = 0; i < offers.size(); ++i) {
        const Liking liking = liking_of(accept, offers[i]);
        if (liking.weight == 0 || !(most < liking)) continue;
        most = liking;
        best = i;
    }
    return best;
}

bool wants_html(std::string_view accept) {
    return accept.find("text/html") != std::string_view::npos;
}

bool prefers_minimal(std::string_view prefer) {
    while (!prefer.empty()) {
        const auto end = std::min(prefer.find(','), prefer.size());
        const auto one = trimmed(prefer.substr(0, std::min(prefer.find(';'), end)));
        if (equals_ignoring_case(one, "return=minimal")) return true;
        prefer.remove_prefix(std::min(end + 1, prefer.size()));
    }
    return false;
}

Result<std::optional<StreamVersion>> expected_version(std::string_view if_match) {
    if (if_match.empty() || if_match == "*") return std::nullopt;
    // A gateway that compresses weakens tags on the way; the version in them still holds.
    if (if_match.starts_with("W/")) if_match.remove_prefix(2);
    const bool quoted = if_match.size() >= 2 && if_match.front() == '"' && if_match.back() == '"';
    if (quoted) if_match = if_match.substr(1, if_match.size() - 2);
    if (if_match.find('"') != std::string_view::npos)
        return fail(ErrorCode::bad_parameter, "If-Match takes one entity tag");
    StreamVersion version;
    const char* end = if_match.data() + if_match.size();
    const auto [stop, error] = std::from_chars(if_match.data(), end, version.value);
    if (error == std::errc{} && (stop == end || (quoted && *stop == '-'))) return version;
    if (quoted)
        return fail(ErrorCode::version_mismatch, "If-Match names no version of this stream");
    return fail(ErrorCode::bad_parameter, "If-Match is an entity tag, such as \"17\"");
}

bool is_idempotency_key(std::string_view key) {
    return !key.empty() && key.size() <= kIdempotencyKeyBytesMax && is_printable(key);
}

Result<std::optional<std::string>> idempotency_key(std::string_view header) {
    if (header.empty()) return std::nullopt;
    std::optional<std::string> key =
        header.front() == '"' ? unquoted(header) : std::optional<std::string>(header);
    if (!key || !is_idempotency_key(*key))
        return fail(ErrorCode::bad_parameter,
                    "Idempotency-Key is 1 to 255 printable ASCII characters, quoted or bare");
    return key;
}

std::string request_id(std::string_view header) {
    const auto is_harmless = [](char c) {
        return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    };
    if (!header.empty() && header.size() <= kRequestIdBytesMax &&
        std::ranges::all_of(header, is_harmless))
        return std::string(header);
    static const std::uint32_t process = std::random_device{}();
    static std::atomic<std::uint64_t> count{0};
    char text[32] = {};
    char* end = std::to_chars(text, text + 8, process, 16).ptr;
    *end++ = '-';
    end = std::to_chars(end, text + sizeof text, count.fetch_add(1, std::memory_order_relaxed)).ptr;
    return std::string(text, end);
}

}  // namespace recert::http
