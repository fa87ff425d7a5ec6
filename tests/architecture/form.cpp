#include "architecture/form.hpp"

#include <algorithm>
#include <regex>
#include <set>

namespace recert::architecture {
namespace {

const std::set<std::string_view> kTopFolders = {"events", "projections", "src", "tests", "tools"};

struct Rule {
    std::regex pattern;
    const char* what;
};

// The words are put together from halves, so that this file does not break its own rules.
const std::vector<Rule>& rules() {
    static const std::vector<Rule> all = [] {
        std::vector<Rule> made;
        made.push_back({std::regex("\\b(TO"
                                   "DO|FIX"
                                   "ME|XX"
                                   "X)\\b"),
                        "a leftover note"});
        made.push_back({std::regex("(^|[^.>:\\w])get"
                                   "_\\w+\\s*\\("),
                        "a name that begins get_"});
        made.push_back(
            {std::regex("\\b(class|struct)\\s+(\\w*)(Manager|Helper|Util|Utils|Processor|"
                        "Info)\\b"),
             "a type named for nothing in particular"});
        return made;
    }();
    return all;
}

std::size_t characters(std::string_view line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
    }));
}

}  // namespace

Complaints check_form(const SourceFile& file) {
    Complaints complaints;
    const auto lines = lines_of(file);
    if (lines.size() > kLinesMax)
        complaints.push_back(place(file, lines.size()) + "more than 300 lines");
    if (file.path.ends_with(".hpp")) {
        if (!file.text.starts_with("// "))
            complaints.push_back(place(file, 1) + "a header opens with a comment");
        if (file.text.find("\n#pragma once\n") == std::string::npos)
            complaints.push_back(place(file, 1) + "a header is included once");
    }
    for (std::size_t index = 0; index < lines.size(); ++index) {
        if (characters(lines[index]) > kColumnsMax)
            complaints.push_back(place(file, index + 1) + "more than 100 columns");
        for (const Rule& rule : rules())
            if (std::regex_search(lines[index].begin(), lines[index].end(), rule.pattern))
                complaints.push_back(place(file, index + 1) + rule.what);
    }
    return complaints;
}

Complaints check_path(const std::string& path) {
    static const std::regex kVague("(^|/)(utils?|common|helpers?|misc)/");
    static const std::regex kName(R"(^([a-z0-9_-]+/)*([a-z0-9_]+\.[ch]pp|CMakeLists\.txt)$)");
    Complaints complaints;
    if (std::regex_search(path, kVague))
        complaints.push_back(path + ": a folder named for nothing in particular");
    if (!std::regex_match(path, kName)) complaints.push_back(path + ": files are snake_case");
    return complaints;
}

Complaints check_top_folders(const std::vector<std::string>& names) {
    Complaints complaints;
    for (const auto& name : names)
        if (!kTopFolders.contains(name)) complaints.push_back(name + ": no other top-level folder");
    return complaints;
}

}  // namespace recert::architecture
