#include "tools/export_report.hpp"

#include <fstream>

#include "tools/http_client.hpp"

namespace recert::tools {
namespace {

constexpr std::string_view kHexadecimal = "0123456789ABCDEF";

bool stands_for_itself(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~").find(c) != std::string_view::npos;
}

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (stands_for_itself(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out.append(1, '%')
            .append(1, kHexadecimal[byte >> 4U])
            .append(1, kHexadecimal[byte & 0x0FU]);
    }
    return out;
}

// A file that is not whole goes again.
class Unfinished {
  public:
    explicit Unfinished(std::filesystem::path path) : path_(std::move(path)) {}
    ~Unfinished() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    const std::filesystem::path path_;
};

}  // namespace

Result<std::string> report_path(const ReportOrder& order) {
    std::string path = "/v1/reports/" + encoded(order.name) + "?format=" + encoded(order.format);
    const auto add = [&](std::string_view name, std::string_view value) {
        path.append("&").append(encoded(name)).append("=").append(encoded(value));
    };
    if (!order.as_of.empty()) add("as_of", order.as_of);
    if (!order.known_at.empty()) add("known_at", order.known_at);
    for (const std::string& filter : order.filters) {
        const auto equals = filter.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(ErrorCode::malformed, "a filter is name=value, not " + filter);
        add(filter.substr(0, equals), filter.substr(equals + 1));
    }
    return path;
}

Result<std::uint64_t> export_report(const Place& place, const ReportOrder& order) {
    const auto path = report_path(order);
    if (!path) return tl::unexpected(path.error());
    const auto token = read_token(place.token_file);
    if (!token) return tl::unexpected(token.error());
    HttpClient server(place.server, *token);
    const Unfinished unfinished(order.out.string() + ".part");
    std::ofstream out(unfinished.path(), std::ios::binary | std::ios::trunc);
    if (!out) return fail(ErrorCode::storage, "it cannot be written");
    RECERT_TRY(server.download(*path, out));
    const auto bytes = static_cast<std::uint64_t>(out.tellp());
    out.close();
    if (!out) return fail(ErrorCode::storage, "it could not be written to its end");
    std::error_code error;
    std::filesystem::rename(unfinished.path(), order.out, error);
    if (error) return fail(ErrorCode::storage, error.message());
    return bytes;
}

}  // namespace recert::tools
