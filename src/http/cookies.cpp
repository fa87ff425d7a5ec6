#include "http/cookies.hpp"

namespace recert::http {

std::string_view cookie(std::string_view header, std::string_view name) {
    std::string_view found;
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        std::string_view pair = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (!pair.starts_with(name) || pair.substr(name.size(), 1) != "=") continue;
        if (!found.empty()) return {};
        found = pair.substr(name.size() + 1);
    }
    return found;
}

Header keep_cookie(std::string_view name, std::string_view value, std::chrono::seconds lasts) {
    std::string line(name);
    line.append("=").append(value).append("; Path=/; Max-Age=");
    line.append(std::to_string(lasts.count())).append("; Secure; HttpOnly; SameSite=Lax");
    return {"Set-Cookie", std::move(line)};
}

Header drop_cookie(std::string_view name) { return keep_cookie(name, {}, {}); }

}  // namespace recert::http
