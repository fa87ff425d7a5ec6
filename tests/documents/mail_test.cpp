#include "documents/mail.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace recert;
using namespace recert::documents;
using Catch::Contains;

namespace {

Mail mail() {
    return {.from = {"Certification Office", "office@example.org"},
            .to = {"Ada", "ada@example.org"},
            .subject = "30 days left",
            .message_id = "one@example.org",
            .date = events::parse_instant("2026-05-08T09:30:00Z").value(),
            .fields = {{"Auto-Submitted", "auto-generated"}},
            .text = "Hello,\n.\nbye\n",
            .html = "<p>Hello</p>\n"};
}

std::vector<std::string> lines(const std::string& bytes) {
    std::vector<std::string> out;
    std::size_t begins = 0;
    for (std::size_t end = 0; (end = bytes.find("\r\n", begins)) != std::string::npos;
         begins = end + 2)
        out.push_back(bytes.substr(begins, end - begins));
    CHECK(begins == bytes.size());
    return out;
}

std::string head(const Mail& of) {
    const std::string bytes = mail_bytes(of);
    return bytes.substr(0, bytes.find("\r\n\r\n") + 2);
}

}  // namespace

TEST_CASE("a mail is its headers, its text and its HTML", "[mail]") {
    const std::string bytes = mail_bytes(mail());
    for (const char* line :
         {"Date: Fri, 08 May 2026 09:30:00 +0000\r\n", "Message-ID: <one@example.org>\r\n",
          "Subject: 30 days left\r\n", "Auto-Submitted: auto-generated\r\n",
          "MIME-Version: 1.0\r\n", " <office@example.org>\r\n", " <ada@example.org>\r\n",
          "Content-Type: multipart/alternative; boundary=\"=_the-next-part\"\r\n",
          "--=_the-next-part\r\nContent-Type: text/plain; charset=utf-8\r\n",
          "--=_the-next-part\r\nContent-Type: text/html; charset=utf-8\r\n",
          "\r\n\r\nHello,\r\n=2E\r\nbye\r\n", "--=_the-next-part--\r\n"})
        CHECK_THAT(bytes, Contains(line));
    CHECK(mail_bytes(mail()) == bytes);
}

TEST_CASE("a mail is ASCII in short lines, whatever is in it", "[mail]") {
    Mail of = mail();
    of.to.name = "Nguyễn Thị Ánh عائشة 王小明 Łucja " + std::string(300, 'x');
    of.subject = std::string(400, 'y') + " ✓ ü";
    of.text = std::string(500, 'z') + " Żółć =20 \ntrailing \n";
    for (const std::string& line : lines(mail_bytes(of))) {
        CHECK(line.size() <= 76);
        for (const char c : line) CHECK((c >= 0x20 && c <= 0x7E));
        CHECK_FALSE(line.ends_with(' '));
        CHECK(line != ".");
    }
}

TEST_CASE("an encoded word never splits a character", "[mail]") {
    Mail of = mail();
    of.subject.clear();
    for (int n = 0; n < 40; ++n) of.subject += "王";
    std::size_t words = 0;
    for (const std::string& line : lines(head(of))) {
        const auto begins = line.find("=?utf-8?q?");
        if (begins == std::string::npos || line.starts_with("From") || line.starts_with("To"))
            continue;
        ++words;
        const std::string word = line.substr(begins + 10, line.size() - begins - 12);
        CHECK(word.size() % 9 == 0);  // =E7=8E=8B
    }
    CHECK(words > 3);
}

TEST_CASE("no text becomes a header of its own", "[mail]") {
    Mail of = mail();
    of.to.name = "Ada\r\nBcc: eve@example.org";
    of.from.name = "Office\nX-Evil: 1";
    of.subject = "Hello\r\nBcc: eve@example.org\r\n\r\nbody";
    const std::string told = head(of);
    for (const std::string& line : lines(told)) {
        CHECK_FALSE(line.starts_with("Bcc"));
        CHECK_FALSE(line.starts_with("X-Evil"));
        CHECK_FALSE(line.empty());
    }
    of.subject = "=?utf-8?q?not=20ours?=";
    CHECK_THAT(head(of), !Contains("=?utf-8?q?not=20ours?="));
}

TEST_CASE("an address that is none is told from one", "[mail]") {
    for (const char* fine : {"ada@example.org", "a.b+c@sub.example.org", "ünï@example.org"})
        CHECK(is_address(fine));
    for (const char* wrong :
         {"", "ada", "@example.org", "ada@", "a@b@c", "a b@example.org", "ada@example.org\r\nRCPT",
          "<ada@example.org>", "a,b@example.org", "\"a\"@example.org"})
        CHECK_FALSE(is_address(wrong));
    CHECK_FALSE(is_address(std::string(250, 'a') + "@example.org"));
    const Mailbox office = parse_mailbox("Certification Office <office@example.org>");
    CHECK(office.name == "Certification Office");
    CHECK(office.address == "office@example.org");
    CHECK(parse_mailbox("office@example.org").address == "office@example.org");
    CHECK(parse_mailbox("office@example.org").name.empty());
    for (const char* wrong : {"Office office@example.org>", "Office", "Office <office>", ""})
        CHECK(parse_mailbox(wrong).address.empty());
}
