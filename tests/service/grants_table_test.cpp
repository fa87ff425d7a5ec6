// README.md shows the tables of service/grants.hpp as they are.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <vector>

#include "service/grants.hpp"
#include "service/roles.hpp"

using namespace recert::service;

namespace {

constexpr std::string_view kBegins =
    "<!-- roles: as in src/service/grants.cpp, compared by a test -->\n";
constexpr std::string_view kEnds = "<!-- end of roles -->\n";

std::string head(const std::string& first) {
    std::string names = "| " + first + " |";
    std::string rule = "| --- |";
    for (std::size_t i = 0; i < kRoles; ++i) {
        names.append(" ").append(role_name(static_cast<Role>(i))).append(" |");
        rule += " --- |";
    }
    return names + '\n' + rule + '\n';
}

std::string row(const std::string& first, const ByRole& by) {
    std::string out = "| " + first + " |";
    for (const Reach reach : by)
        out += reach == Reach::none ? "  |" : reach == Reach::own ? " own |" : " all |";
    return out + '\n';
}

std::string rights_table() {
    std::string out = head("may");
    for (const RightGrant& grant : right_grants()) out += row(std::string(grant.what), grant.reach);
    return out;
}

// Types that the same roles may append stand in one row, in the order of the first of them.
std::string types_table() {
    std::vector<std::pair<ByRole, std::string>> rows;
    for (const TypeGrant& grant : type_grants()) {
        auto same = std::find_if(rows.begin(), rows.end(),
                                 [&](const auto& one) { return one.first == grant.appends; });
        if (same == rows.end()) same = rows.insert(rows.end(), {grant.appends, {}});
        if (!same->second.empty()) same->second += ' ';
        same->second.append("`").append(grant.type).append(grant.decides ? "`\\*" : "`");
    }
    std::string out = head("may append");
    for (const auto& [by, types] : rows) out += row(types, by);
    return out;
}

std::string between_the_marks(const std::string& text) {
    const auto begins = text.find(kBegins);
    const auto ends = text.find(kEnds);
    REQUIRE(begins != std::string::npos);
    REQUIRE(ends != std::string::npos);
    const auto from = begins + kBegins.size();
    return text.substr(from, ends - from);
}

}  // namespace

TEST_CASE("the README shows the tables of roles as they are", "[grants]") {
    std::ostringstream read;
    read << std::ifstream(RECERT_README).rdbuf();
    CHECK(between_the_marks(read.str()) == rights_table() + '\n' + types_table());
}
