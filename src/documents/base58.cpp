#include "documents/base58.hpp"

#include <algorithm>
#include <vector>

namespace recert::documents {

std::string base58(std::string_view bytes) {
    constexpr std::string_view kDigits =
        "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    constexpr unsigned kBase = 58;
    const std::size_t zeros = std::min(bytes.find_first_not_of('\0'), bytes.size());
    std::vector<unsigned> digits;  // the least first
    for (const char byte : bytes.substr(zeros)) {
        unsigned carry = static_cast<unsigned char>(byte);
        for (unsigned& digit : digits) {
            carry += digit << 8;
            digit = carry % kBase;
            carry /= kBase;
        }
        for (; carry > 0; carry /= kBase) digits.push_back(carry % kBase);
    }
    std::string out(zeros, kDigits.front());
    std::for_each(digits.rbegin(), digits.rend(), [&](unsigned digit) { out += kDigits[digit]; });
    return out;
}

}  // namespace recert::documents
