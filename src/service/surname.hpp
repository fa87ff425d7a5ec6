// Whether what somebody typed is the surname in a name: compared without case and marks, and with
// umlauts spelt out or not; hyphens part words, apostrophes do not. Pure.
//
// Where a name does not say which of its words is the surname, any run of them will do but one that
// begins with the first; in languages that put the surname first, one that ends with the last; of
// Chinese and Korean names in one word, the first one or two signs; before a comma, any run. All of
// the name will do everywhere. No library of Unicode is asked: letters of other scripts than
// letters.hpp lists are compared as they are, but for the marks.
#pragma once

#include <string_view>

namespace recert::service {

inline constexpr std::size_t kSurnameBytesMax = 256;

// `locale`: as of holder.registered; empty where unknown.
bool is_surname(std::string_view typed, std::string_view name, std::string_view locale);

}  // namespace recert::service
