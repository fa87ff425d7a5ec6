#include "documents/transcript_tables.hpp"

#include "documents/transcript_words.hpp"
#include "documents/wording.hpp"

namespace recert::documents {
namespace {

using events::Json;

constexpr Type kHeading{.family = Family::serif, .size = 14, .bold = true, .colour = kAccent};
constexpr Type kAside{.size = 9, .colour = kQuiet, .align = Align::right};
constexpr Type kHead{.size = 8, .colour = kQuiet};
constexpr Type kPlain{.size = 9.5};
constexpr Type kStrong{.size = 9.5, .bold = true};
constexpr Type kDetail{.size = 8.5, .colour = kQuiet};
constexpr Type kReason{.size = 8.5, .colour = kWarning};
constexpr Type kProof{.size = 7.5, .colour = kQuiet};

std::vector<Line> activity_lines(const Json& activity) {
    const Json& title = activity["title"];
    const auto code = [&](const char* name) {
        return activity[name].is_string() ? text_of(activity[name]) : std::string();
    };
    std::vector<Line> lines = {
        {title.is_string() ? text_of(title) : text_of(activity["activity"]), kPlain}};
    const std::string detail = joined({code("provider"), categories_of(activity),
                                       code_words(code("format")), files_of(activity)});
    if (!detail.empty()) lines.push_back({detail, kDetail});
    for (const Json& reason : activity["reasons"]) {
        std::string words = capital(text_of(reason["detail"]));
        if (reason.contains("clause")) words += " (“" + text_of(reason["clause"]) + "”)";
        lines.push_back({words, kReason});
    }
    lines.push_back({proof_of(activity), kProof});
    return lines;
}

}  // namespace

Cell TranscriptTables::cell(const Column& column, std::vector<Line> lines) const {
    constexpr double kGap = 8;
    if (column.is_number)
        for (Line& line : lines) line.type.align = Align::right;
    return {left_ + column.from * width_, (column.to - column.from) * width_ - kGap,
            std::move(lines)};
}

void TranscriptTables::add_facts(const std::vector<std::pair<std::string, std::string>>& facts) {
    std::vector<Cell> cells;
    const double part = 1 / static_cast<double>(facts.size());
    for (std::size_t n = 0; n < facts.size(); ++n) {
        const auto place = static_cast<double>(n);
        cells.push_back(cell({place * part, (place + 1) * part, {}},
                             {{facts[n].first, kHead}, {facts[n].second, kPlain}}));
    }
    add(row_of(canvas_, cells));
}

void TranscriptTables::add_heading(const std::string& words, const std::string& aside) {
    constexpr double kBefore = 16;
    Block block = row_of(
        canvas_, {{left_, width_ * 0.66, {{words, kHeading}}},
                  {left_ + width_ * 0.6, width_ * 0.4, {{" ", {.size = 4}}, {aside, kAside}}}});
    for (Placed& each : block.texts) each.y += kBefore;
    block.height += kBefore;
    block.introduces = true;
    add(std::move(block));
}

std::shared_ptr<const Block> TranscriptTables::add_head(const Columns& columns) {
    const auto make = [&] {
        std::vector<Cell> cells;
        for (const Column& column : columns) cells.push_back(cell(column, {{column.head, kHead}}));
        Block head = row_of(canvas_, cells, 2);
        head.ruled = true;
        head.introduces = true;
        return head;
    };
    add(make());
    return std::make_shared<const Block>(make());
}

void TranscriptTables::add_row(const Columns& columns, std::vector<std::vector<Line>> cells,
                               const std::shared_ptr<const Block>& head) {
    std::vector<Cell> row;
    for (std::size_t n = 0; n < columns.size(); ++n)
        row.push_back(cell(columns[n], std::move(cells[n])));
    Block block = row_of(canvas_, row);
    block.ruled = true;
    block.head = head;
    add(std::move(block));
}

void TranscriptTables::add_note(const std::string& words) {
    add(row_of(canvas_, {{left_, width_, {{words, kDetail}}}}));
}

void TranscriptTables::add_requirements(const Json& cycle) {
    const Columns columns = {{0, 0.52, "Required by the rules"},
                             {0.52, 0.7, "Required", true},
                             {0.7, 0.86, "Counted", true},
                             {0.86, 1.015, "", true}};
    const auto head = add_head(columns);
    for (const Json& each : cycle["requirements"]) {
        const bool is_sum = each.contains("unit");
        const Json required = each.value("required", Json());
        const Json got = is_sum ? each["counted"] : each.value("paid", Json());
        const auto words = [&](const Json& value) {
            return is_sum ? amount_of(value, each["unit"]) : money_words(value);
        };
        add_row(columns,
                {{{requirement_words(each), kPlain}},
                 {{words(required), kPlain}},
                 {{words(got), kPlain}},
                 {{met_words(each), each["met"].get<bool>() ? kPlain : kReason}}},
                head);
    }
}

void TranscriptTables::add_activities(const Json& activities) {
    if (activities.empty()) return add_note("No activities.");
    const Columns columns = {{0, 0.19, "Completed"},
                             {0.19, 0.7, "Activity"},
                             {0.7, 0.805, "Claimed", true},
                             {0.805, 0.91, "Eligible", true},
                             {0.91, 1.015, "Counted", true}};
    const auto head = add_head(columns);
    for (const Json& each : activities)
        add_row(columns,
                {{{days_of(each), kPlain}},
                 activity_lines(each),
                 {{amount_words(each["claimed"]), kPlain}},
                 {{amount_words(each["eligible"]), kPlain}},
                 {{amount_words(each["counted"]), kStrong}}},
                head);
    add_row(columns,
            {{},
             {{"In all", kStrong}},
             {{sum_of(activities, "claimed"), kPlain}},
             {{sum_of(activities, "eligible"), kPlain}},
             {{sum_of(activities, "counted"), kStrong}}},
            head);
}

void TranscriptTables::add_cycle(const Json& cycle) {
    const std::string unit = cycle["unit"];
    std::string days = period_of(cycle["starts_on"], cycle["ends_on"]);
    if (cycle.contains("extended_until"))
        days += ", extended until " + date_words(cycle["extended_until"]);
    add_heading(
        "Cycle " + std::to_string(cycle["number"].get<std::int64_t>()) + ":  " + days,
        joined({code_words(cycle["outcome"]),
                "rules version " + std::to_string(cycle["rules_version"].get<std::int64_t>())}));
    add_requirements(cycle);
    add_note(" ");
    add_activities(cycle["activities"]);
    const bool is_over = cycle["outcome"] != "open";
    std::vector<std::string> carried;
    const auto tell = [&](const char* what, const std::string& words) {
        if (cycle[what] != 0) carried.push_back(words + amount_of(cycle[what], unit));
    };
    tell("carried_in", "carried in: ");
    tell("would_carry", is_over ? "carried over: " : "would carry over: ");
    tell("would_lose", is_over ? "beyond what was needed: " : "beyond what is needed: ");
    if (!carried.empty()) add_note(capital(joined(carried)));
}

void TranscriptTables::add_outside(const Json& activities) {
    if (activities.empty()) return;
    add_heading("Outside every cycle", "");
    add_activities(activities);
}

void TranscriptTables::add_fees(const Json& fees) {
    if (fees.empty()) return;
    add_heading("Fees", "");
    const Columns columns = {{0, 0.54, "Fee"},
                             {0.54, 0.62, "Cycle", true},
                             {0.62, 0.76, "Assessed", true},
                             {0.76, 0.9, "Paid", true},
                             {0.9, 1.015, "", true}};
    const auto head = add_head(columns);
    for (const Json& fee : fees) {
        std::vector<Line> lines = {{code_words(text_of(fee["kind"])), kPlain}};
        for (const Json& entry : fee["entries"]) {
            lines.push_back({fee_entry_words(entry), kDetail});
            lines.push_back({proof_of(entry), kProof});
        }
        add_row(columns,
                {std::move(lines),
                 {{amount_words(fee["cycle"]), kPlain}},
                 {{money_words(fee["assessed"]), kPlain}},
                 {{money_words(fee["paid"]), kPlain}},
                 {{text_of(fee["state"]), kPlain}}},
                head);
    }
}

void TranscriptTables::add_decisions(const Json& decisions) {
    if (decisions.empty()) return;
    add_heading("Decisions", "");
    const Columns columns = {{0, 0.19, "In force from"}, {0.19, 1.015, "What was decided"}};
    const auto head = add_head(columns);
    for (const Json& each : decisions)
        add_row(columns,
                {{{date_words(each["on"]), kPlain}},
                 {{type_words(each["type"]), kPlain},
                  {decision_words(each), kDetail},
                  {proof_of(each), kProof}}},
                head);
}

}  // namespace recert::documents
