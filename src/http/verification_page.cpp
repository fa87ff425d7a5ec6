#include "http/verification_page.hpp"

#include <array>
#include <utility>

#include "http/markup.hpp"

namespace recert::http {

namespace {

using events::Json;
using Words = std::pair<std::string_view, std::string_view>;

constexpr std::string_view kStyle = "verify.css";

constexpr std::array<Words, 13> kStatuses = {{{"active", "In good standing"},
                                              {"grace", "In its days of grace"},
                                              {"suspended", "Suspended"},
                                              {"expired", "Expired"},
                                              {"revoked", "Revoked"},
                                              {"surrendered", "Given up"},
                                              {"retired", "Retired"},
                                              {"emeritus", "Emeritus"},
                                              {"inactive", "Inactive"},
                                              {"deceased", "Ended"},
                                              {"not-yet-certified", "Not yet certified"},
                                              {"withdrawn", "Withdrawn"},
                                              {"superseded", "Replaced"}}};

constexpr std::array<Words, 4> kPhases = {{{"upcoming", "To come"},
                                           {"current", "Current"},
                                           {"ended", "Ended"},
                                           {"superseded", "Followed by the next"}}};

const std::string& text(const Json& value) { return value.get_ref<const std::string&>(); }

template <std::size_t N>
std::string in_words(const std::array<Words, N>& table, const Json& code) {
    for (const auto& [name, words] : table)
        if (name == text(code)) return std::string(words);
    return text(code);
}

std::string tagged(std::string_view tag, const std::string& html) {
    return std::string("<").append(tag).append(">").append(html).append("</").append(tag) + ">";
}

std::string time(const Json& date) {
    if (date.is_null()) return "&#8211;";
    return "<time datetime=\"" + text(date) + "\">" + text(date) + "</time>";
}

std::string link(const std::string& href, const std::string& words) {
    return "<a href=\"" + escaped(href) + "\">" + escaped(words) + "</a>";
}

void add_row(std::string& out, std::string_view name, const std::string& html) {
    out += "<dt>" + std::string(name) + "</dt><dd>" + html + "</dd>\n";
}

std::string rules_words(const Json& rules) {
    if (rules.is_null()) return "&#8211;";
    return "version " + std::to_string(rules["version"].get<std::int64_t>()) + ", in force from " +
           time(rules["effective_from"]);
}

std::string holder_words(const Json& body) {
    if (!body["holder_name"].is_null()) return escaped(text(body["holder_name"]));
    if (body.contains("surname_matches")) return "The surname does not agree, or there is none.";
    return "Not shown. Who knows the surname may have it confirmed below.";
}

std::string verdict(const Json& body) {
    const bool stands = body["good"].get<bool>();
    std::string out = "<section class=\"verdict";
    out += stands ? " stands\" " : "\" ";
    out += "aria-label=\"Result\">\n";
    out += tagged("strong", in_words(kStatuses, body["status"]));
    out += tagged("p", escaped(text(body["words"])));
    if (body.contains("projected"))
        out += "<p>This day is still to come: so it will be if nothing changes.</p>";
    if (body.contains("today"))
        out += "<p>Today: " + in_words(kStatuses, body["today"]["status"]) + ".</p>";
    return out + "\n</section>\n";
}

std::string details(const Json& body) {
    const Json& program = body["program"];
    std::string out = "<dl>\n";
    add_row(out, "Number", "<span class=\"number\">" + escaped(text(body["number"])) + "</span>");
    add_row(out, "Certification", escaped(text(program["name"])));
    add_row(out, "Issued by", escaped(text(program["issuer"])));
    add_row(out, "Holder", holder_words(body));
    add_row(out, "Asked about", time(body["as_of"]));
    add_row(out, "Valid from", time(body["valid_from"]));
    add_row(out, "Valid until", time(body["valid_until"]));
    add_row(out, "First certified", time(body["certified_on"]));
    add_row(out, "Status since", time(body["status_since"]));
    add_row(out, "Rules", rules_words(body["rules"]));
    return out + "</dl>\n";
}

std::string proof_links(const Json& proof) {
    std::string place = "entry " + std::to_string(proof["seq"].get<std::uint64_t>());
    if (!proof.contains("entry")) return place;
    return link(text(proof["entry"]), place) + link(text(proof["receipt"]), "receipt");
}

constexpr std::array<const char*, 5> kColumns = {"From", "Until", "State", "Rules", "Proof"};

// Where there is no room for columns, each cell says which it is of.
std::string period_row(const Json& each) {
    std::string until = time(each["valid_until"]);
    if (each.contains("extended_until")) until += ", extended to " + time(each["extended_until"]);
    const std::array<std::string, kColumns.size()> cells = {
        time(each["valid_from"]), until, in_words(kPhases, each["phase"]),
        "version " + std::to_string(each["rules"]["version"].get<std::int64_t>()),
        proof_links(each["proof"])};
    std::string out =
        "<tr><th scope=\"row\">" + std::to_string(each["cycle"].get<std::int64_t>()) + "</th>";
    for (std::size_t n = 0; n < cells.size(); ++n)
        out.append("<td data-column=\"").append(kColumns[n]) += "\">" + cells[n] + "</td>";
    return out + "</tr>\n";
}

std::string periods(const Json& body) {
    if (body["cycles"].empty()) return {};
    std::string out = "<h2>Certification periods</h2>\n<table class=\"periods\">\n<thead><tr>";
    out += "<th scope=\"col\">Period</th>";
    for (const char* head : kColumns) out += "<th scope=\"col\">" + std::string(head) + "</th>";
    out += "</tr></thead>\n<tbody>\n";
    for (const Json& each : body["cycles"]) out += period_row(each);
    return out + "</tbody>\n</table>\n";
}

std::string input(const char* name, const char* label, const std::string& value,
                  const std::string& more) {
    const std::string id(name);
    return "<label for=\"" + id + "\">" + label + "</label>\n<input id=\"" + id + "\" name=\"" +
           id + "\" value=\"" + escaped(value) + "\"" + more + ">\n";
}

std::string question_form(const std::string& number, const VerificationAsked& asked) {
    return "<h2>Ask about another day, or confirm the name</h2>\n<form action=\"/verify/" + number +
           "\">\n" + input("on", "Day", asked.on, " type=\"date\"") +
           input("surname", "Surname of the holder", asked.surname,
                 " autocomplete=\"off\" spellcheck=\"false\" maxlength=\"100\"") +
           "<button>Verify</button>\n</form>\n";
}

std::string how_to_prove(const Json& body) {
    return "<h2>Check it yourself</h2>\n<p>Each period was decided by an entry of a ledger that "
           "nobody can change unseen. With the entry, its receipt and the " +
           link(text(body["log"]["keys"]), "keys of the ledger") +
           " anybody checks it offline: <code>recert verify RECEIPT --entry ENTRY --vkey "
           "KEYS</code>.</p>\n<p class=\"aside\">" +
           link("/v1/verifications/" + text(body["number"]), "The same for programs (JSON)") +
           " · " + link("/verify", "Verify another number") + "</p>\n";
}

}  // namespace

std::string verified_page(const Json& body, const VerificationAsked& asked) {
    const std::string& number = text(body["number"]);
    return html_page(number + ": " + in_words(kStatuses, body["status"]),
                     "<h1>Verification of <span class=\"number\">" + escaped(number) +
                         "</span></h1>\n" + verdict(body) + details(body) + periods(body) +
                         question_form(number, asked) + how_to_prove(body),
                     kStyle);
}

std::string number_page(const VerificationAsked& asked, const Error* refusal) {
    std::string content =
        "<h1>Verify a credential</h1>\n<p>The number is on the certificate, as "
        "<span class=\"number\">CPTM-7K3M-9QXR</span>.</p>\n<form action=\"/verify\">\n";
    const bool is_about_number = refusal != nullptr && refusal->pointer.empty();
    const std::string wrong = " aria-invalid=\"true\" aria-describedby=\"refused\"";
    if (refusal != nullptr)
        content += "<p class=\"refused\" id=\"refused\" role=\"alert\">" +
                   escaped(is_about_number ? "No credential has this number. Please compare it "
                                             "with the certificate, sign by sign."
                                           : "The day is not a date, as 2026-05-04.") +
                   "</p>\n";
    content += input("number", "Number", asked.number,
                     " required autocomplete=\"off\" autocapitalize=\"characters\" "
                     "spellcheck=\"false\" maxlength=\"100\"" +
                         (is_about_number ? wrong : ""));
    content += input("on", "On which day? Leave it empty for today", asked.on,
                     " type=\"date\"" + (refusal != nullptr && !is_about_number ? wrong : ""));
    content += input("surname", "Surname, if the name is to be confirmed", asked.surname,
                     " autocomplete=\"off\" spellcheck=\"false\" maxlength=\"100\"");
    return html_page(refusal != nullptr ? "Not verified" : "Verify a credential",
                     content + "<button>Verify</button>\n</form>\n", kStyle);
}

}  // namespace recert::http
