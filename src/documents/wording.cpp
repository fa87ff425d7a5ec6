#include "documents/wording.hpp"

#include <algorithm>
#include <array>

#include "projections/words.hpp"

namespace recert::documents {
namespace {

using events::Json;

constexpr const char* kNothing = "–";

// ISO 4217: how many digits are minor. Nearly all have two.
std::size_t minor_digits(std::string_view currency) {
    static constexpr std::array<std::string_view, 15> kNone = {"BIF", "CLP", "DJF", "GNF", "ISK",
                                                               "JPY", "KMF", "KRW", "PYG", "RWF",
                                                               "UGX", "VND", "VUV", "XAF", "XPF"};
    static constexpr std::array<std::string_view, 7> kThree = {"BHD", "IQD", "JOD", "KWD",
                                                               "LYD", "OMR", "TND"};
    if (std::ranges::find(kNone, currency) != kNone.end() || currency == "XOF") return 0;
    return std::ranges::find(kThree, currency) != kThree.end() ? 3 : 2;
}

}  // namespace

std::string date_words(const Json& date) {
    if (!date.is_string()) return kNothing;
    const auto day = events::parse_date(date.get_ref<const std::string&>());
    return day ? projections::long_date(*day) : kNothing;
}

std::string code_words(const std::string& code) {
    std::string out;
    for (const char c : code) {
        if (c == '.')
            out += ", ";
        else
            out += c == '-' || c == '_' ? ' ' : c;
    }
    return capital(std::move(out));
}

std::string capital(std::string words) {
    if (!words.empty() && 'a' <= words.front() && words.front() <= 'z')
        words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words;
}

std::string money_words(const Json& money) {
    if (!money.is_object()) return kNothing;
    const auto amount = money["amount"].get<std::int64_t>();
    const auto& currency = money["currency"].get_ref<const std::string&>();
    const std::size_t minor = minor_digits(currency);
    std::string digits = std::to_string(amount < 0 ? -amount : amount);
    if (digits.size() <= minor) digits.insert(0, minor + 1 - digits.size(), '0');
    if (minor > 0) digits.insert(digits.size() - minor, 1, '.');
    return (amount < 0 ? "−" : "") + digits + ' ' + currency;
}

std::string amount_words(const Json& amount) {
    return amount.is_number() ? events::canonical(amount) : kNothing;
}

std::string amount_of(const Json& amount, const std::string& unit) {
    const std::string words = amount_words(amount);
    return words + ' ' + unit + (words == "1" ? "" : "s");
}

std::optional<std::string> status_words(projections::CredentialStatus status) {
    using enum projections::CredentialStatus;
    switch (status) {
        case candidate:
        case active:
            return std::nullopt;
        case grace:
            return "In a period of grace after the end of its validity";
        case suspended:
            return "Not in good standing: suspended";
        case lapsed:
            return "No longer valid: lapsed";
        case revoked:
            return "No longer valid: revoked";
        case surrendered:
            return "No longer valid: surrendered by the holder";
        case retired:
            return "The holder is retired";
        case emeritus:
            return "The holder is emeritus";
        case inactive:
            return "The holder is not practising";
        case deceased:
            return "The holder is deceased";
        case expired_candidate:
            return "The time for the exam has passed";
    }
    return std::nullopt;
}

}  // namespace recert::documents
