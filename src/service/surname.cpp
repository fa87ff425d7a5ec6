#include "service/surname.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "service/letters.hpp"

namespace recert::service {
namespace {

using Words = std::vector<std::u32string>;

constexpr std::size_t kWordsMax = 32;

// No surname is one of these.
constexpr std::array<std::u32string_view, 12> kTitles = {
    U"dr", U"prof", U"mr", U"mrs", U"ms", U"jr", U"sr", U"ii", U"iii", U"iv", U"phd", U"md"};

constexpr std::array<std::string_view, 5> kSurnameFirst = {"hu", "ja", "ko", "vi", "zh"};

// The next character of UTF-8; what is none is taken byte by byte.
char32_t next(std::string_view& text) {
    const auto byte = [&](std::size_t n) { return static_cast<unsigned char>(text[n]); };
    const unsigned char first = byte(0);
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    char32_t out = first;
    if (size > 1 && size <= text.size()) {
        out = first & (0xFFU >> (size + 1));
        for (std::size_t n = 1; n < size; ++n) out = (out << 6) | (byte(n) & 0x3FU);
    }
    text.remove_prefix(std::min(size, text.size()));
    return out;
}

constexpr bool is_in(char32_t c, char32_t first, char32_t last) { return first <= c && c <= last; }

bool is_mark(char32_t c) {
    return is_in(c, 0x0300, 0x036F) || is_in(c, 0x0591, 0x05C7) || c == 0x0640 ||
           is_in(c, 0x064B, 0x0652) || c == 0x0670 || is_in(c, 0x1AB0, 0x1AFF) ||
           is_in(c, 0x1DC0, 0x1DFF) || is_in(c, 0x200B, 0x200F) || is_in(c, 0x20D0, 0x20FF);
}

bool is_apostrophe(char32_t c) {
    return c == U'\'' || c == U'`' || c == 0x00B4 || c == 0x02BC || c == 0x2018 || c == 0x2019;
}

bool parts_words(char32_t c) {
    return c < U'0' || is_in(c, 0x3A, 0x40) || is_in(c, 0x5B, 0x60) || is_in(c, 0x7B, 0xBF) ||
           is_in(c, 0x2000, 0x206F) || c == 0x3000 || c == 0x30FB;
}

bool is_one_of_many_signs(char32_t c) {  // of Chinese and Korean
    return is_in(c, 0x3400, 0x9FFF) || is_in(c, 0xAC00, 0xD7AF) || is_in(c, 0x20000, 0x3FFFF);
}

template <class Table>
const std::u32string_view* in_table(const Table& table, char32_t c) {
    for (const TwoLetters& each : table)
        if (each.letters.find(c) != std::u32string_view::npos) return &each.folded;
    return nullptr;
}

void append_folded(std::u32string& out, char32_t c, bool spelt_out) {
    const auto* two = spelt_out ? in_table(kSpeltOut, c) : nullptr;
    if (two == nullptr) two = in_table(kTwoLetters, c);
    if (two != nullptr) {
        out += *two;
        return;
    }
    if (is_in(c, U'A', U'Z')) c += U'a' - U'A';
    for (const LetterBlock& block : kLetterBlocks)
        if (is_in(c, block.first, block.first + static_cast<char32_t>(block.folded.size() - 1)))
            if (const char32_t folded = block.folded[c - block.first]; folded != kAsItIs)
                c = folded;
    out += c;
}

Words words_of(std::string_view text, bool spelt_out) {
    Words words;
    std::u32string word;
    const auto end_word = [&] {
        const bool counts = !word.empty() && std::ranges::find(kTitles, word) == kTitles.end();
        if (counts && words.size() < kWordsMax) words.push_back(word);
        word.clear();
    };
    while (!text.empty()) {
        const char32_t c = next(text);
        if (is_mark(c) || is_apostrophe(c)) continue;
        if (parts_words(c))
            end_word();
        else
            append_folded(word, c, spelt_out);
    }
    end_word();
    return words;
}

bool puts_surname_first(std::string_view locale) {
    const auto language = locale.substr(0, locale.find_first_of("-_"));
    return std::ranges::find(kSurnameFirst, language) != kSurnameFirst.end();
}

bool is_run_in(const Words& typed, Words::const_iterator from, Words::const_iterator to) {
    return std::search(from, to, typed.begin(), typed.end()) != to;
}

bool begins_sign_by_sign(const std::u32string& typed, const std::u32string& name) {
    return typed.size() <= 2 && typed.size() < name.size() && name.starts_with(typed) &&
           std::ranges::all_of(name, is_one_of_many_signs);
}

bool agree(std::string_view typed_text, std::string_view name, bool surname_first, bool spelt_out) {
    const Words typed = words_of(typed_text, spelt_out);
    const Words all = words_of(name, spelt_out);
    if (typed.empty() || all.empty()) return false;
    if (typed == all) return true;
    if (const auto comma = name.find(','); comma != std::string_view::npos) {
        const Words before = words_of(name.substr(0, comma), spelt_out);
        return is_run_in(typed, before.begin(), before.end());
    }
    if (all.size() == 1) return typed.size() == 1 && begins_sign_by_sign(typed[0], all[0]);
    return surname_first ? is_run_in(typed, all.begin(), all.end() - 1)
                         : is_run_in(typed, all.begin() + 1, all.end());
}

}  // namespace

bool is_surname(std::string_view typed, std::string_view name, std::string_view locale) {
    if (typed.size() > kSurnameBytesMax) return false;
    const bool surname_first = puts_surname_first(locale);
    return agree(typed, name, surname_first, false) || agree(typed, name, surname_first, true);
}

}  // namespace recert::service
