#include "documents/mail.hpp"

#include <algorithm>
#include <array>

namespace recert::documents {
namespace {

constexpr std::string_view kLine = "\r\n";
constexpr std::string_view kWordBegins = "=?utf-8?q?";
constexpr std::string_view kWordEnds = "?=";
// A line of encoded words (RFC 2047 §2), or of quoted-printable (RFC 2045 §6.7).
constexpr std::size_t kLineBytesMax = 76;
// Quoted-printable never has `=_`, so this is in no body.
constexpr std::string_view kBoundary = "=_the-next-part";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_control(char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }
bool is_printable(char c) { return c >= 0x20 && c <= 0x7E; }

std::string hexadecimal(char c) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return {'=', kDigits[byte >> 4], kDigits[byte & 0x0F]};
}

// A character of UTF-8 at the beginning of the text.
std::string_view first_character(std::string_view text) {
    std::size_t bytes = 1;
    while (bytes < text.size() && is_continuation(text[bytes])) ++bytes;
    return text.substr(0, bytes);
}

std::string in_word(std::string_view character) {
    constexpr std::string_view kAsItIs =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/";
    std::string out;
    for (const char c : character) {
        if (c == ' ' || is_control(c))  // a reader might take a line's end for one
            out += '_';
        else if (kAsItIs.find(c) != std::string_view::npos)
            out += c;
        else
            out += hexadecimal(c);
    }
    return out;
}

// Text as encoded words, a line each, the first one behind a header's name; a character is never
// split over two.
std::string encoded_words(std::string_view header, std::string_view text) {
    std::string out(kWordBegins);
    std::size_t length = header.size() + 2 + out.size();
    while (!text.empty()) {
        const std::string_view character = first_character(text);
        const std::string encoded = in_word(character);
        if (length + encoded.size() + kWordEnds.size() > kLineBytesMax) {
            out.append(kWordEnds).append(kLine).append(1, ' ').append(kWordBegins);
            length = 1 + kWordBegins.size();
        }
        out += encoded;
        length += encoded.size();
        text.remove_prefix(character.size());
    }
    return out.append(kWordEnds);
}

// Plain where it cannot be taken for anything else, and fits.
std::string unstructured(std::string_view header, std::string_view text) {
    const bool is_plain = header.size() + 2 + text.size() <= kLineBytesMax &&
                          std::ranges::all_of(text, is_printable) &&
                          text.find("=?") == std::string_view::npos;
    return is_plain ? std::string(text) : encoded_words(header, text);
}

std::string mailbox(std::string_view header, const Mailbox& box) {
    if (box.name.empty()) return '<' + box.address + '>';
    return encoded_words(header, box.name).append(kLine).append(" <") + box.address + '>';
}

// Fri, 08 May 2026 09:30:00 +0000
std::string mail_date(events::Instant at) {
    static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::string text = events::format_instant(at);  // 2026-05-08T09:30:00.000Z
    return std::string(kDays.at(std::chrono::weekday{day}.c_encoding())) + ", " +
           text.substr(8, 2) + ' ' + kMonths.at(static_cast<unsigned>(date.month()) - 1) + ' ' +
           text.substr(0, 4) + ' ' + text.substr(11, 8) + " +0000";
}

class QuotedPrintable {
  public:
    void take(char c, bool ends_line) {
        // A space at the end of a line may get lost, a dot at its beginning means something.
        const bool is_plain =
            is_printable(c) && c != '=' && !(c == ' ' && ends_line) && !(c == '.' && length_ == 0);
        const std::string piece = is_plain ? std::string(1, c) : hexadecimal(c);
        if (length_ + piece.size() >= kLineBytesMax) {
            out_.append("=").append(kLine);
            length_ = 0;
        }
        out_ += piece;
        length_ += piece.size();
    }
    void end_line() {
        out_ += kLine;
        length_ = 0;
    }
    std::string done() { return std::move(out_); }

  private:
    std::string out_;
    std::size_t length_ = 0;
};

std::string quoted_printable(std::string_view text) {
    QuotedPrintable out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n';
        if (text[i] == '\n')
            out.end_line();
        else
            out.take(text[i], ends_line);
    }
    return out.done();
}

void add_part(std::string& out, std::string_view type, std::string_view text) {
    out.append("--").append(kBoundary).append(kLine);
    out.append("Content-Type: ").append(type).append("; charset=utf-8").append(kLine);
    out.append("Content-Transfer-Encoding: quoted-printable").append(kLine).append(kLine);
    out.append(quoted_printable(text)).append(kLine);
}

}  // namespace

bool is_address(std::string_view text) {
    constexpr std::string_view kNever = "()<>[]:;,\\\" \x7F";
    const auto is_wrong = [&](char c) {
        return kNever.find(c) != std::string_view::npos || static_cast<unsigned char>(c) < 0x20;
    };
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at != 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos && text.size() <= kAddressBytesMax &&
           std::ranges::none_of(text, is_wrong);
}

Mailbox parse_mailbox(std::string_view text) {
    Mailbox box;
    std::string_view address = text;
    if (text.ends_with('>')) {
        const std::size_t begins = text.rfind('<');
        if (begins == std::string_view::npos) return box;
        address = text.substr(begins + 1, text.size() - begins - 2);
        const std::string_view name = text.substr(0, begins);
        box.name = name.substr(0, name.find_last_not_of(' ') + 1);
    }
    if (is_address(address)) box.address = address;
    return box;
}

std::string mail_bytes(const Mail& mail) {
    std::string out;
    const auto field = [&](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append(kLine);
    };
    field("Date", mail_date(mail.date));
    field("From", mailbox("From", mail.from));
    field("To", mailbox("To", mail.to));
    field("Message-ID", '<' + mail.message_id + '>');
    field("Subject", unstructured("Subject", mail.subject));
    for (const auto& [name, value] : mail.fields) field(name, value);
    field("MIME-Version", "1.0");
    field("Content-Type", "multipart/alternative; boundary=\"" + std::string(kBoundary) + '"');
    out += kLine;
    add_part(out, "text/plain", mail.text);
    add_part(out, "text/html", mail.html);
    return out.append("--").append(kBoundary).append("--").append(kLine);
}

}  // namespace recert::documents
