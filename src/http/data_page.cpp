#include "http/data_page.hpp"

#include "http/markup.hpp"

namespace recert::http {
namespace {

using events::Json;

constexpr auto kHead = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>What is kept about you</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; }
th, td { border-bottom: 1px solid #8886; }
h2 { margin-top: 2rem; }
</style>
<h1>What is kept about you</h1>
<p>This page shows it to people; the other files of this archive hold the same for machines.
README.txt says what they are, and how anybody can check that nothing was changed.</p>
)";

constexpr std::string_view kReadme =
    R"(Everything that the ledger holds about one person, as it was when this archive was made.

index.html         to be read
holder/…           what is known of the person: JSON
credential/…       each credential: what it is worth today, and why: JSON
events.ndjson      everything that was recorded, one JSON object a line, personal fields readable
accesses.ndjson    who read of it, newest first; what the person read themselves is not noted
entries/N.json     entry N of the ledger, byte for byte as recorded; personal fields are sealed
entries/N.openings the keys that open these fields, and no others
entries/N.receipt  the proof that the entry is in the ledger that was signed (C2SP tlog-proof)
evidence/…         the files that claims name, each by its SHA-256
vkey               the keys with which the ledger is signed

To check an entry, without trusting whoever made this archive:

    recert verify entries/N.receipt --entry entries/N.json --vkey vkey --openings entries/N.openings

An entry of the last seconds may have no receipt yet.
)";

std::string html_of(const Json& value);

std::string row_of(const std::string& name, const Json& value) {
    return "<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + html_of(value) + "</td></tr>\n";
}

std::string html_of(const Json& value) {
    if (value.is_null()) return "–";
    if (value.is_string()) return escaped(value.get_ref<const std::string&>());
    if (value.is_object()) {
        std::string rows;
        for (const auto& [name, member] : value.items()) rows += row_of(name, member);
        return "<table>\n" + rows + "</table>\n";
    }
    if (!value.is_array()) return escaped(value.dump());
    std::string items;
    for (const Json& item : value) items += "<li>" + html_of(item) + "</li>\n";
    return items.empty() ? "–" : "<ul>\n" + items + "</ul>\n";
}

std::string heading(const std::string& text) { return "<h2>" + escaped(text) + "</h2>\n"; }

std::string table_row(std::initializer_list<std::string> cells) {
    std::string row = "<tr>";
    for (const std::string& cell : cells) row += "<td>" + cell + "</td>";
    return row + "</tr>\n";
}

std::string table_head(std::initializer_list<std::string_view> columns) {
    std::string row = "<table>\n<tr>";
    for (const std::string_view column : columns)
        row.append("<th scope=\"col\">").append(column).append("</th>");
    return row + "</tr>\n";
}

}  // namespace

std::string data_page_head(const Json& holder) {
    return kHead + heading("Holder " + holder["id"].get<std::string>()) + html_of(holder);
}

std::string data_page_credential(const Json& standing) {
    return heading("Credential " + standing["id"].get<std::string>()) + html_of(standing);
}

std::string data_page_events(const std::vector<Json>& events, bool begins) {
    std::string html;
    if (begins)
        html = heading("Everything that was recorded") +
               table_head({"Entry", "About", "Day", "What", "By whom", "Recorded", "Details"});
    for (const Json& event : events)
        html += table_row({html_of(event["seq"]), html_of(event["stream"]), html_of(event["on"]),
                           html_of(event["type"]), html_of(event["actor"]),
                           html_of(event["recorded_at"]), html_of(event["data"])});
    return html;
}

std::string data_page_accesses(const std::vector<Json>& accesses, bool begins) {
    std::string html;
    if (begins)
        html = "</table>\n" + heading("Who read of it") +
               table_head({"When", "Who", "What", "By which grant"});
    for (const Json& access : accesses)
        html += table_row({html_of(access["at"]), html_of(access["actor"]), html_of(access["read"]),
                           html_of(access.value("grant", Json()))});
    return html;
}

std::string_view data_page_end() { return "</table>\n</html>\n"; }

std::string_view data_readme() { return kReadme; }

}  // namespace recert::http
