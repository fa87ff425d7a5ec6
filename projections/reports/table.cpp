#include "projections/reports/table.hpp"

#include <algorithm>
#include <array>

namespace recert::projections {
namespace {

constexpr std::int64_t kTen = 10;

std::int64_t power_of_ten(int places) {
    std::int64_t out = 1;
    for (int i = 0; i < places; ++i) out *= kTen;
    return out;
}

std::string digits_of(const Decimal& number, bool keeps_zeros) {
    const std::int64_t one = power_of_ten(number.places);
    std::string digits = std::to_string(std::abs(number.units % one));
    digits.insert(0,
                  static_cast<std::size_t>(number.places) -
                      std::min<std::size_t>(digits.size(), static_cast<std::size_t>(number.places)),
                  '0');
    if (number.places == 0) digits.clear();
    if (!keeps_zeros) digits.erase(digits.find_last_not_of('0') + 1);
    std::string out = number.units < 0 ? "-" : "";
    out += std::to_string(std::abs(number.units / one));
    return digits.empty() ? out : out + '.' + digits;
}

// Those whose minor unit is not a hundredth.
constexpr std::array<std::string_view, 16> kWhole = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                     "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                                     "VND", "VUV", "XAF", "XOF"};
constexpr std::array<std::string_view, 7> kThousandths = {"BHD", "IQD", "JOD", "KWD",
                                                          "LYD", "OMR", "TND"};
constexpr int kPlacesOfThousandths = 3;
constexpr int kPlacesOfMost = 2;

}  // namespace

std::string text_of(const Cell& cell, CellType type) {
    struct Writing {
        CellType type;
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(events::Date date) const { return events::format_date(date); }
        std::string operator()(events::Instant at) const { return events::format_instant(at); }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(const Decimal& number) const {
            return digits_of(number, type == CellType::money);
        }
        std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    };
    return std::visit(Writing{type}, cell);
}

events::Json json_of(const Decimal& number) {
    const std::int64_t one = power_of_ten(number.places);
    if (number.units % one == 0) return number.units / one;
    return static_cast<double>(number.units) / static_cast<double>(one);
}

int places_of(const events::Currency& currency) {
    if (std::ranges::find(kWhole, currency.code) != kWhole.end()) return 0;
    const bool is_fine = std::ranges::find(kThousandths, currency.code) != kThousandths.end();
    return is_fine ? kPlacesOfThousandths : kPlacesOfMost;
}

Cell cell_of(const events::Money& money) {
    return Decimal{money.amount, places_of(money.currency)};
}

}  // namespace recert::projections
