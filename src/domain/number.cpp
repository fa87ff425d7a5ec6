#include "domain/number.hpp"

namespace recert::domain {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kDigitsOfNumber = 8;
constexpr std::size_t kTypedBytesMax = 256;

char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string written(const events::ProgramId& program, std::string_view digits) {
    std::string number;
    for (const char c : program.text) number += capital(c);
    for (std::size_t n = 0; n < digits.size(); ++n) {
        if (n % 4 == 0) number += '-';
        number += digits[n];
    }
    return number;
}

// Letters and digits alone, each as the one that it is taken for.
std::string plain(std::string_view text) {
    std::string out;
    for (const char each : text) {
        const char c = capital(each);
        if (c == 'O')
            out += '0';
        else if (c == 'I' || c == 'L')
            out += '1';
        else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))
            out += c;
    }
    return out;
}

}  // namespace

std::string number_of(const events::ProgramId& program, std::uint64_t random) {
    std::string digits;
    for (std::size_t n = 0; n < kDigitsOfNumber; ++n) {
        digits += kDigits[random % kDigits.size()];
        random /= kDigits.size();
    }
    return written(program, digits);
}

std::string number_meant(const events::ProgramId& program, std::string_view typed) {
    if (typed.size() > kTypedBytesMax) return {};
    const std::string all = plain(typed);
    const std::string head = plain(program.text);
    if (all.size() != head.size() + kDigitsOfNumber || !all.starts_with(head)) return {};
    return written(program, std::string_view(all).substr(head.size()));
}

}  // namespace recert::domain
