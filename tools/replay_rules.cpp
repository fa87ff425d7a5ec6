#include "tools/replay_rules.hpp"

#include <unistd.h>

#include <iostream>

#include "tools/document.hpp"
#include "tools/exit_status.hpp"
#include "tools/what_if.hpp"

namespace recert::tools {
namespace {

using events::Json;

std::string told(const Json& outcome) {
    const Json until = outcome.value("valid_until", Json());
    return outcome.value("status", "?") +
           (until.is_string() ? " until " + until.get<std::string>() : "");
}

void print(const Json& item) {
    std::cout << item.value("id", "?") << ": " << told(item.value("now", Json::object())) << " -> "
              << told(item.value("then", Json::object())) << "\n";
    for (const Json& reason : item.value("reasons", Json::array())) {
        std::cout << "  " << reason.value("code", "?") << ": " << reason.value("detail", "");
        if (reason.contains("clause")) std::cout << " [" << reason.value("clause", "") << "]";
        std::cout << "\n";
    }
}

void print(const WhatIfTotals& totals) {
    for (const auto& [change, count] : totals.changes)
        std::cout << count << " " << change.first << " -> " << change.second << "\n";
    std::cout << totals.differ << " of " << totals.judged << " would differ\n";
}

}  // namespace

int replay_rules(Server& server, const std::string& file, const std::string& program,
                 const std::optional<std::string>& as_of) {
    const auto text = read_document(file);
    if (!text) return unreadable(file, text.error());
    auto document = events::parse(*text);
    if (!document) return unreadable(file, document.error());
    if (document->is_object() && document->contains("rules")) {
        Json rules = std::move((*document)["rules"]);
        *document = std::move(rules);
    }
    const bool is_watched = ::isatty(STDERR_FILENO) == 1;
    const WhatIfVisitor visitor{[](const Json& item) { print(item); },
                                [&](const WhatIfTotals& so_far) {
                                    if (is_watched)
                                        std::cerr << "\r" << so_far.judged << " judged"
                                                  << std::flush;
                                }};
    const auto totals = ask_what_if(server, {program, std::move(*document), as_of}, visitor);
    if (is_watched) std::cerr << "\r\033[K";
    if (!totals) return unreadable(program, totals.error());
    print(*totals);
    return totals->differ == 0 ? kFine : kFound;
}

}  // namespace recert::tools
