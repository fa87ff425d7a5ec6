#include "architecture/arrows.hpp"

#include <array>
#include <regex>
#include <sstream>

namespace recert::architecture {
namespace {

using Parts = std::set<std::string_view>;

// Top to bottom as in the architecture: whoever stands lower uses what stands above.
const std::map<std::string_view, Parts> kUses = {
    {"result", {}},
    {"metrics", {}},
    {"events", {"result"}},
    {"projections", {"result", "events"}},
    {"domain", {"result", "events", "projections"}},
    {"store_read", {"result"}},
    {"store_write", {"result", "store_read"}},
    {"ledger_read", {"result", "store_read"}},
    {"ledger_write", {"result", "store_read", "store_write", "ledger_read"}},
    {"views", {"result", "events", "projections", "store_read", "ledger_read"}},
    {"privacy_read", {"result"}},
    {"privacy", {"result", "privacy_read", "store_read", "store_write"}},
    {"service",
     {"result", "metrics", "events", "projections", "domain", "store_read", "store_write",
      "ledger_read", "ledger_write", "views", "privacy_read", "privacy", "documents"}},
    {"demo", {"result", "events", "service"}},
    {"documents", {"result", "events", "projections", "privacy_read"}},
    {"http", {"result", "metrics", "events", "service", "documents", "web"}},
    {"web", {}},
    {"main",
     {"result", "events", "projections", "domain", "store_read", "store_write", "ledger_read",
      "ledger_write", "privacy_read", "privacy", "service", "demo", "documents", "http", "web"}},
    {"tools",
     {"result", "events", "projections", "documents", "store_read", "ledger_read", "views",
      "privacy_read"}},
};

// Headers from elsewhere that are slow to compile or that only one part should know; where they
// may stand, as prefixes of paths. Tests of a part include what the part does.
struct Guest {
    std::string_view header;
    std::array<std::string_view, 6> places;
};
constexpr Guest kGuests[] = {
    {"boost/asio", {"src/http/", "src/main.cpp", "tests/http/", "tests/bench/"}},
    {"boost/beast", {"src/http/", "src/main.cpp", "tests/http/", "tests/bench/"}},
    {"rocksdb/", {"src/store/", "tests/"}},
    {"nlohmann/", {"events/", "src/http/", "tests/"}},
    {"date/", {"src/service/", "tests/"}},
    {"curl/", {"tools/", "src/service/", "tests/"}},
    {"CLI/",
     {"tools/", "src/main.cpp", "src/flags.cpp", "src/tokens.cpp", "src/backups.cpp",
      "tests/torture/"}},
    {"cairo", {"src/documents/"}},
    {"pango/", {"src/documents/"}},
    {"qrencode", {"src/documents/"}},
    {"xlsxwriter", {"src/documents/"}},
    {"catch2/", {"tests/"}},
    {"rapidcheck", {"tests/"}},
};

bool may_stand(const Guest& guest, const SourceFile& file) {
    const bool asio = guest.header.starts_with("boost/");
    if (asio && !file.path.ends_with(".cpp") && !file.path.starts_with("tests/")) return false;
    for (const auto prefix : guest.places)
        if (!prefix.empty() && file.path.starts_with(prefix)) return true;
    return false;
}

std::string without_comments(const std::string& cmake) {
    return std::regex_replace(cmake, std::regex("#[^\n]*"), "");
}

// `call(name words…)` for every such call in a CMakeLists.txt.
std::vector<std::pair<std::string, std::string>> calls(const std::string& text,
                                                       const std::string& call) {
    std::vector<std::pair<std::string, std::string>> found;
    const std::string code = without_comments(text);
    const std::regex pattern("\\b" + call + "\\(\\s*([\\w$]+)\\s+([^)]*)\\)");
    for (std::sregex_iterator match(code.begin(), code.end(), pattern), end; match != end; ++match)
        found.emplace_back((*match)[1], (*match)[2]);
    return found;
}

std::string part_of_target(const std::string& target) {
    if (target == "recert") return "tools";
    if (target == "recertd") return "main";
    return target.starts_with("recert_") ? target.substr(7) : "";
}

std::string without_extension(const std::string& path) { return path.substr(0, path.rfind('.')); }

}  // namespace

const Parts* uses_of(std::string_view part) {
    const auto found = kUses.find(part);
    return found == kUses.end() ? nullptr : &found->second;
}

Arrows::Arrows(const std::vector<SourceFile>& tree) {
    for (const auto& file : tree) {
        if (!file.path.ends_with("/CMakeLists.txt")) continue;
        const std::string folder = file.path.substr(0, file.path.size() - 14);
        for (const auto& [part, words] : calls(file.text, "recert_part")) {
            std::istringstream in(words);
            for (std::string word; in >> word && word != "LINKS";)
                if (word.ends_with(".cpp")) halves_[folder + without_extension(word)] = part;
        }
    }
}

std::string Arrows::part_of(const std::string& path) const {
    const auto half = halves_.find(without_extension(path));
    if (half != halves_.end()) return half->second;
    const std::string inner = path.starts_with("src/") ? path.substr(4) : path;
    const auto slash = inner.find('/');
    if (slash == std::string::npos)
        return inner == "result.hpp" || inner == "position.hpp" || inner == "progress.hpp"
                   ? "result"
                   : "main";
    const std::string folder = inner.substr(0, slash);
    return folder == "store" || folder == "ledger" ? folder + "_read" : folder;
}

Complaints Arrows::check_includes(const SourceFile& file) const {
    static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    static const std::regex kRoot("^(events|projections|tools|tests)/");
    Complaints complaints;
    const bool is_test = file.path.starts_with("tests/");
    const std::string part = part_of(file.path);
    std::size_t number = 0;
    for (const auto line : lines_of(file)) {
        ++number;
        std::match_results<std::string_view::const_iterator> match;
        if (!std::regex_search(line.begin(), line.end(), match, kInclude)) continue;
        const std::string header = match[2];
        for (const Guest& guest : kGuests)
            if (header.starts_with(guest.header) && !may_stand(guest, file))
                complaints.push_back(place(file, number) + "<" + header + "> does not stand here");
        if (match[1] == "<" || is_test) continue;
        const bool from_root = std::regex_search(header, kRoot);
        const std::string used = part_of(from_root ? header : "src/" + header);
        if (!uses_of(part) || !uses_of(used))
            complaints.push_back(place(file, number) + header + " is of no part");
        else if (used != part && !uses_of(part)->contains(used))
            complaints.push_back(place(file, number) + part + " may not use " + used);
    }
    return complaints;
}

Complaints Arrows::check_links(const SourceFile& cmake) const {
    Complaints complaints;
    auto links = calls(cmake.text, "recert_part");
    for (auto& [part, words] : links) words.erase(0, std::min(words.find("LINKS"), words.size()));
    for (const auto& [target, words] : calls(cmake.text, "target_link_libraries"))
        links.emplace_back(part_of_target(target), words);
    for (const auto& [part, words] : links) {
        std::istringstream in(words);
        for (std::string word; in >> word;) {
            const std::string used = part_of_target(word);
            if (used.empty() || used == "base" || part == used) continue;
            if (part == "base" || part.starts_with('$')) continue;  // the function's own definition
            if (!uses_of(part) || !uses_of(used) || !uses_of(part)->contains(used))
                complaints.push_back(cmake.path + ": " + part + " may not link " + used);
        }
    }
    return complaints;
}

}  // namespace recert::architecture
