#include "tools/findings.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>

namespace recert::tools {
namespace {

using events::Json;

constexpr int kNameWidth = 14;
constexpr std::size_t kDigitsInGroup = 3;

double seconds(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

const char* mark(const Check& check) {
    if (check.failed > 0) return "✗";
    return check.left_out ? "-" : "✓";
}

void print_check(const Check& check, std::ostream& out) {
    out << mark(check) << ' ' << std::left << std::setw(kNameWidth) << check.name;
    std::string text;
    if (check.failed > 0) text = grouped(check.failed) + " wrong";
    if (!check.unit.empty())
        text += (text.empty() ? "" : " of ") + grouped(check.count) + ' ' + check.unit;
    if (!check.note.empty()) text += (text.empty() ? "" : "; ") + check.note;
    out << text;
    if (check.time.count() > 0)
        out << "  (" << std::fixed << std::setprecision(2) << seconds(check.time) << " s)";
    out << '\n';
}

}  // namespace

std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > kDigitsInGroup;) {
        at -= kDigitsInGroup;
        text.insert(at, 1, ',');
    }
    return text;
}

Check& Findings::check(const std::string& name, const std::string& unit) {
    const auto found = std::find_if(checks_.begin(), checks_.end(),
                                    [&](const Check& check) { return check.name == name; });
    if (found != checks_.end()) return *found;
    return checks_.emplace_back(Check{.name = name, .unit = unit});
}

void Findings::leave_out(const std::string& name, const std::string& why) {
    Check& left = check(name);
    left.left_out = true;
    left.note = why;
}

void Findings::add(const std::string& name, std::optional<Seq> seq, std::string what) {
    ++check(name).failed;
    if (problems_.size() < kProblemsKept)
        problems_.push_back({name, seq, std::move(what)});
    else
        ++beyond_;
}

Json Findings::json() const {
    Json checks = Json::array();
    for (const Check& check : checks_) {
        Json line = {{"check", check.name},
                     {"ok", check.failed == 0},
                     {"failed", check.failed},
                     {"seconds", seconds(check.time)}};
        if (!check.unit.empty()) {
            line["count"] = check.count;
            line["unit"] = check.unit;
        }
        if (!check.note.empty()) line["note"] = check.note;
        if (check.left_out) line["left_out"] = true;
        checks.push_back(std::move(line));
    }
    Json problems = Json::array();
    for (const Problem& problem : problems_) {
        Json line = {{"check", problem.check}, {"what", problem.what}};
        if (problem.seq) line["seq"] = problem.seq->value;
        problems.push_back(std::move(line));
    }
    return {{"ok", fine()},
            {"checks", std::move(checks)},
            {"problems", std::move(problems)},
            {"problems_beyond", beyond_}};
}

void Findings::print(std::ostream& out) const {
    for (const Check& check : checks_) print_check(check, out);
    for (const Problem& problem : problems_) {
        out << (&problem == &problems_.front() ? "first: " : "       ") << problem.check << ": ";
        if (problem.seq) out << "entry " << problem.seq->value << ": ";
        out << problem.what << '\n';
    }
    if (beyond_ > 0) out << "       and " << grouped(beyond_) << " more\n";
}

}  // namespace recert::tools
