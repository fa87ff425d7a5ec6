#include "http/lines.hpp"

#include <catch2/catch.hpp>
#include <vector>

using recert::http::Lines;

namespace {

constexpr std::size_t kMost = 8;

std::vector<std::string> drained(Lines& lines) {
    std::vector<std::string> out;
    while (const auto line = lines.next())
        out.push_back(std::to_string(line->number) + ":" +
                      (line->is_too_long ? "too long" : std::string(line->text)));
    return out;
}

std::vector<std::string> in_pieces_of(std::size_t size, std::string_view text) {
    Lines lines(kMost);
    std::vector<std::string> out;
    for (; !text.empty(); text.remove_prefix(std::min(size, text.size()))) {
        lines.add(text.substr(0, size));
        for (auto& line : drained(lines)) out.push_back(std::move(line));
    }
    lines.end();
    for (auto& line : drained(lines)) out.push_back(std::move(line));
    return out;
}

}  // namespace

TEST_CASE("lines are the same whatever pieces they come in", "[http]") {
    const std::string text = "one\n\r\ntwo\r\n12345678\n\nlast";
    const std::vector<std::string> wanted = {"1:one", "2:", "3:two", "4:12345678", "5:", "6:last"};
    for (std::size_t size = 1; size <= text.size(); ++size)
        CHECK(in_pieces_of(size, text) == wanted);
}

TEST_CASE("a line that is too long is told once and passed over", "[http]") {
    const std::string text =
        "a\n" + std::string(100, 'x') + "\nb\n123456789\nc\n" + std::string(30, 'y');
    const std::vector<std::string> wanted = {"1:a",        "2:too long", "3:b",
                                             "4:too long", "5:c",        "6:too long"};
    for (std::size_t size = 1; size <= text.size(); ++size)
        CHECK(in_pieces_of(size, text) == wanted);
}

TEST_CASE("half a line is none until the text ends", "[http]") {
    Lines lines(kMost);
    lines.add("half");
    CHECK_FALSE(lines.next());
    CHECK(lines.count() == 0);
    lines.end();
    CHECK(drained(lines) == std::vector<std::string>{"1:half"});
    CHECK_FALSE(lines.next());
}

TEST_CASE("a text that ends with a line's end has no line after it", "[http]") {
    CHECK(in_pieces_of(3, "a\n") == std::vector<std::string>{"1:a"});
    CHECK(in_pieces_of(3, "").empty());
}
