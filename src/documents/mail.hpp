// A mail as bytes: text and HTML of one message (RFC 5322, multipart/alternative), in plain ASCII
// whatever it says: headers by RFC 2047, bodies quoted-printable. Pure: the same mail, the same
// bytes.
//
// No text becomes a header of its own or a second line of one: what is not printable ASCII is
// encoded, and in a header a control character is a space. An address is taken as it is, so it must
// be one (is_address). Leaves out the sending.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "events/values.hpp"

namespace recert::documents {

inline constexpr std::size_t kAddressBytesMax = 254;

// local@domain, in printable ASCII or UTF-8, without quotes, comments, spaces.
bool is_address(std::string_view text);

struct Mailbox {
    std::string name{};  // may be empty
    std::string address;
};

// `office@example.org`, or `Certification Office <office@example.org>`. An address that is none is
// left empty.
Mailbox parse_mailbox(std::string_view text);

struct Mail {
    Mailbox from;
    Mailbox to;
    std::string subject;
    std::string message_id;  // without the angle brackets; ASCII without spaces, as `fields` are
    events::Instant date;
    std::vector<std::pair<std::string, std::string>> fields;  // further headers
    std::string text;
    std::string html;
};

std::string mail_bytes(const Mail& mail);

}  // namespace recert::documents
